import { type Baseline, inOrder, type KnownCulprit } from './baseline.js';
import type { BaselineChange, BaselineOutcome } from './outcome.js';

/**
 * The baseline, tighter where things got better: what is gone for certain is taken out, and a culprit that got better beyond the
 * tolerance has its new figures. Never looser: no culprit comes in, and no figure goes up. Null where nothing is to change,
 * and where the run proves nothing.
 */
export function ratcheted(baseline: Baseline, { status, known, gone }: BaselineOutcome): Baseline | null {
  if (status === 'no-data') return null;
  const left = new Set(gone.filter((one) => one.status === 'gone').map(({ fingerprint }) => fingerprint));
  const better = new Map(known.filter((one) => one.status === 'better').map((one) => [one.fingerprint, one]));
  if (left.size + better.size === 0) return null;
  const kept = baseline.culprits.filter(({ fingerprint }) => !left.has(fingerprint));
  return { ...baseline, culprits: inOrder(kept.map((one) => tightened(one, better.get(one.fingerprint)))) };
}

function tightened(one: KnownCulprit, change: BaselineChange | undefined): KnownCulprit {
  const after = change?.after;
  if (after === undefined || after === null) return one;
  const lower = (name: 'count' | 'totalMs' | 'worstMs' | 'worstOwnMs') =>
    Math.min(one[name], Math.round(after[name] * 10) / 10);
  return {
    ...one,
    count: lower('count'),
    totalMs: lower('totalMs'),
    worstMs: lower('worstMs'),
    worstOwnMs: lower('worstOwnMs'),
  };
}
