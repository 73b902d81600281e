import type { ProcessInfo, Stall } from '../../analyze/diagnosis.js';
import type { Evidence } from '../evidence.js';
import { formatMs, formatShare } from '../figures.js';
import { isCodesFault, ownMs } from '../own-time.js';
import { type Gauge, type Measured, overStalls, STALL_SCOPES, worst } from './gauge.js';

function longest(stalls: readonly Stall[]): Measured {
  const none = { actual: 0, wallMs: 0 };
  const each = stalls.map((stall) => ({ actual: ownMs(stall), wallMs: stall.durationMs }));
  // What is no number wins, so that it is seen.
  return each.reduce((most, one) => (Number.isNaN(most.actual) || one.actual <= most.actual ? most : one), none);
}

/**
 * The longest stall. Pauses below the threshold are no stalls, so a limit below it is judged on the longest delay of the
 * pulse instead, and only where that can acquit: the delay may be the machine's doing.
 */
function longestStall(evidence: Evidence, limitMs: number): Measured | null {
  const { diagnosis, isOfLoops, loops, loop } = evidence;
  const found = overStalls(evidence, longest);
  if (found === null || limitMs >= diagnosis.thresholdMs || !(found.actual <= limitMs)) return found;
  const maxMs = isOfLoops ? worst(loops.map((one) => one.maxMs)) : loop.maxMs;
  return maxMs !== null && maxMs <= limitMs ? { actual: maxMs } : null;
}

function sum(stalls: readonly Stall[]): Measured {
  return {
    actual: stalls.reduce((total, stall) => total + ownMs(stall), 0),
    wallMs: stalls.reduce((total, { durationMs }) => total + durationMs, 0),
  };
}

/** Of a stall, what the machine is to blame for, ms. */
function waitMs(stall: Stall): number {
  return isCodesFault(stall.cause.kind) ? stall.durationMs - ownMs(stall) : stall.durationMs;
}

/**
 * How long a loop was there and judged, ms, without the waits for a core in its stalls, which would make every share
 * smaller; null where its end is not known.
 */
function lifeMs(loop: ProcessInfo, { fromMs, diagnosis }: Evidence): number | null {
  const end = loop.endMs ?? diagnosis.target.durationMs;
  if (end === null) return null;
  const waitedMs = diagnosis.stalls
    .filter(({ process, threadId, startMs }) => isOf(loop, process, threadId) && startMs >= fromMs)
    .reduce((sum, stall) => sum + waitMs(stall), 0);
  return Math.max(0, end - Math.max(loop.startMs ?? 0, fromMs) - waitedMs);
}

function isOf(loop: ProcessInfo, process: number, threadId: number): boolean {
  return loop.process === process && loop.threadId === threadId;
}

/** The share of the loop that was blocked for the largest share of its life. */
function blockedShare(evidence: Evidence, stalls: readonly Stall[]): Measured | null {
  const shares = evidence.loops.map((loop) => {
    const own = stalls.filter(({ process, threadId }) => isOf(loop, process, threadId));
    const blockedMs = own.reduce((total, stall) => total + ownMs(stall), 0);
    if (blockedMs === 0) return 0;
    const life = lifeMs(loop, evidence);
    return life === null || life === 0 ? null : Math.min(1, blockedMs / life);
  });
  const actual = worst(shares);
  return actual === null ? null : { actual };
}

export const maxStallMs: Gauge = {
  name: 'maxStallMs',
  unit: 'ms',
  isCount: false,
  scopes: STALL_SCOPES,
  measure: longestStall,
  tell: (actual) => (actual === 0 ? 'no stall' : `longest pause ${formatMs(actual)}`),
  tellLimit: formatMs,
};

export const maxBlockedMs: Gauge = {
  name: 'maxBlockedMs',
  unit: 'ms',
  isCount: false,
  scopes: STALL_SCOPES,
  measure: (evidence) => overStalls(evidence, sum),
  tell: (actual) => (actual === 0 ? 'never blocked' : `blocked for ${formatMs(actual)} in all`),
  tellLimit: formatMs,
};

export const maxBlockedShare: Gauge = {
  name: 'maxBlockedShare',
  unit: 'share',
  isCount: false,
  scopes: ['process', 'worker', 'route', 'file'],
  measure: (evidence) => overStalls(evidence, (stalls) => blockedShare(evidence, stalls)),
  tell: (actual) => (actual === 0 ? 'never blocked' : `blocked for ${formatShare(actual)} of the time`),
  tellLimit: formatShare,
};
