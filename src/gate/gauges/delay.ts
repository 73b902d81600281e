import type { Evidence } from '../evidence.js';
import { formatMs } from '../figures.js';
import { HEAVY_STARVATION_SHARE, P99_TAIL_SHARE } from '../limits.js';
import { isCodesFault, ownMs } from '../own-time.js';
import { type Gauge, type Measured, worst } from './gauge.js';

/**
 * p99 of the delay, without the stalls that were nobody's fault. Each culprit tells the p99 without itself alone, so with
 * two such culprits the smaller one is an upper bound: enough to pass, too little to fail.
 */
function p99Ms({ loop, culprits }: Evidence, limitMs: number): number | null {
  const faultless = culprits.filter((culprit) => !isCodesFault(culprit.cause.kind));
  if (faultless.length === 0) return loop.p99Ms;
  const bounds = faultless.map((culprit) => culprit.without.p99Ms);
  if (bounds.includes(null)) return null;
  const bound = Math.min(...(bounds as number[]));
  return bound <= limitMs || faultless.length === 1 ? bound : null;
}

/** Of the loops in a scope the worst; what the machine did can't be taken out, so it can only acquit a loop that has it. */
function p99OfLoops({ loops, diagnosis, fromMs }: Evidence, limitMs: number): number | null {
  const actual = worst(loops.map((loop) => loop.p99Ms));
  const isDoubtful = diagnosis.stalls.some(
    ({ process, threadId, cause, startMs }) =>
      startMs >= fromMs &&
      !isCodesFault(cause.kind) &&
      loops.some((loop) => loop.process === process && loop.threadId === threadId),
  );
  return actual !== null && actual > limitMs && isDoubtful ? null : actual;
}

/** The code's own stalls alone delay more than a hundredth of the time by more than the limit. */
function isProven({ stalls, diagnosis, fromMs }: Evidence, limitMs: number): boolean {
  const overMs = stalls.reduce((sum, stall) => sum + Math.max(0, ownMs(stall) - limitMs), 0);
  const { durationMs } = diagnosis.target;
  return durationMs !== null && overMs > P99_TAIL_SHARE * (durationMs - fromMs);
}

function measure(evidence: Evidence, limitMs: number): Measured | null {
  const actual = evidence.isOfLoops ? p99OfLoops(evidence, limitMs) : p99Ms(evidence, limitMs);
  if (actual === null) return null;
  const isHeavy = (evidence.starvedShare ?? 0) > HEAVY_STARVATION_SHARE;
  if (!isHeavy || actual <= limitMs || isProven(evidence, limitMs)) return { actual };
  return { actual, least: 0, doubt: 'the delays may be those of a thread that waited for a core' };
}

export const maxP99Ms: Gauge = {
  name: 'maxP99Ms',
  unit: 'ms',
  isCount: false,
  scopes: ['process', 'worker'],
  measure,
  tell: (actual) => `p99 ${formatMs(actual)}`,
  tellLimit: formatMs,
};
