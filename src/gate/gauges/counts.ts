import type { Stall } from '../../analyze/diagnosis.js';
import type { Evidence } from '../evidence.js';
import { formatCount, plural } from '../figures.js';
import { type Gauge, type Measured, overStalls, STALL_SCOPES } from './gauge.js';

/** Calls in stalls; where a stall's end was not seen, its calls may be more. */
function syncCalls(stalls: readonly Stall[]): Measured {
  const actual = stalls.reduce((sum, stall) => sum + (stall.syncCalls ?? 0), 0);
  return { actual };
}

function measureCalls(evidence: Evidence, limit: number): Measured | null {
  const measured = overStalls(evidence, syncCalls);
  const isUncounted = [...evidence.stalls, ...evidence.unplaced].some((stall) => stall.syncCalls === null);
  return measured !== null && isUncounted && measured.actual <= limit ? null : measured;
}

export const maxStalls: Gauge = {
  name: 'maxStalls',
  unit: 'count',
  isCount: true,
  scopes: STALL_SCOPES,
  measure: (evidence) => overStalls(evidence, (stalls) => ({ actual: stalls.length })),
  tell: (actual) => (actual === 0 ? 'no stall' : plural(actual, 'stall')),
  tellLimit: formatCount,
};

export const maxSyncCalls: Gauge = {
  name: 'maxSyncCalls',
  unit: 'count',
  isCount: true,
  scopes: STALL_SCOPES,
  measure: measureCalls,
  tell: (actual) =>
    actual === 0 ? 'no synchronous call in a stall' : `${plural(actual, 'synchronous call')} in stalls`,
  tellLimit: formatCount,
};
