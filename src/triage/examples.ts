import { createHash } from 'node:crypto';
import { gridSteps } from './grid.js';
import type { CulpritRecord } from './records.js';

/** Bits that decide between equals. */
const TIE_BITS = 19n;
const TIES = 2 ** Number(TIE_BITS);

/**
 * Which of two examples of one culprit is shown: the one with the larger number, in whatever order they come. It is the
 * one with the longer stall; its path decides between equals.
 */
export function precedenceOf({ worstMs, path }: Pick<CulpritRecord, 'worstMs' | 'path'>): bigint {
  const tie = createHash('sha256').update(path).digest().readUInt32BE(0) % TIES;
  return (BigInt(gridSteps(worstMs)) << TIE_BITS) | BigInt(tie);
}

/** Puts the culprit into the map, unless the example that is there takes precedence. */
export function keepWorst(culprits: Map<string, CulpritRecord>, culprit: CulpritRecord): void {
  const known = culprits.get(culprit.fingerprint);
  if (known === undefined || comesBefore(culprit, known)) culprits.set(culprit.fingerprint, culprit);
}

function comesBefore(one: CulpritRecord, other: CulpritRecord): boolean {
  // Most are decided without a hash.
  if (one.worstMs !== other.worstMs) return one.worstMs > other.worstMs;
  return precedenceOf(one) > precedenceOf(other);
}
