import { createHash } from 'node:crypto';
import type { ProcessTrace } from '../../trace/trace.js';

/** 52 bits: whole numbers that every engine and JSON keep. */
const DIGITS = 13;

/**
 * A number that tells a process of one machine from all others, however its file is called: made of its host, its clocks,
 * its pid, and when it was armed.
 */
export function identityOf({ header, armed }: ProcessTrace): number {
  const { hostname = null, originNs, originWallMs, pid } = header;
  const text = JSON.stringify([hostname, originNs, originWallMs, pid, armed?.atNs ?? null]);
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, DIGITS), 16);
}
