import type { ProcessInfo } from '../../analyze/diagnosis.js';
import type { Evidence } from '../evidence.js';
import { formatMs } from '../figures.js';
import { HEAVY_STARVATION_SHARE } from '../limits.js';
import { isCodesFault, ownMs } from '../own-time.js';
import { type Gauge, type Measured, worst } from './gauge.js';

/** The loops whose startup it is: those in the scope, else the launched process's, else every process's. */
function startingLoops({ isOfLoops, scope, loops, diagnosis }: Evidence): readonly ProcessInfo[] {
  if (isOfLoops) return loops.filter(({ threadId }) => scope.worker !== undefined || threadId === 0);
  const main = diagnosis.processes.filter(({ threadId }) => threadId === 0);
  const launched = main.filter(({ pid }) => pid === diagnosis.target.pid);
  return launched.length > 0 ? launched.slice(0, 1) : main;
}

/** A startup without the waits for a core that its stalls had; the waits between stalls are not known one by one. */
function startupOf(loop: ProcessInfo, { diagnosis, starvedShare }: Evidence): Measured | null {
  if (loop.startupMs === null) return null;
  const stalls = diagnosis.stalls.filter(
    ({ process, threadId, phase }) => process === loop.process && threadId === loop.threadId && phase === 'startup',
  );
  const ownOf = (stall: (typeof stalls)[number]) => (isCodesFault(stall.cause.kind) ? ownMs(stall) : 0);
  const waitedMs = stalls.reduce((sum, stall) => sum + stall.durationMs - ownOf(stall), 0);
  const measured = { actual: Math.max(0, loop.startupMs - waitedMs), wallMs: loop.startupMs };
  if ((starvedShare ?? 0) <= HEAVY_STARVATION_SHARE) return measured;
  const least = stalls.reduce((sum, stall) => sum + ownOf(stall), 0);
  return { ...measured, least, doubt: 'the startup may have waited for a core' };
}

function measure(evidence: Evidence): Measured | null {
  // The warm-up begins with the startup, which is asked for here all the same.
  const each = startingLoops(evidence).map((loop) => startupOf(loop, evidence));
  const actual = worst(each.map((one) => one?.actual ?? null));
  return each.find((one) => one?.actual === actual) ?? null;
}

export const maxStartupMs: Gauge = {
  name: 'maxStartupMs',
  unit: 'ms',
  isCount: false,
  scopes: ['process', 'worker'],
  measure,
  tell: (actual) => `startup ${formatMs(actual)}`,
  tellLimit: formatMs,
};
