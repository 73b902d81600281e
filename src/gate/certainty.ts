import type { BudgetRule } from './budget.js';
import type { Evidence } from './evidence.js';
import { formatMs, formatShare } from './figures.js';
import type { Gauge, Measured } from './gauges/gauge.js';
import { HEAVY_STARVATION_SHARE, NEAR_SHARE } from './limits.js';
import { tellScope } from './scope.js';
import type { BudgetResult } from './verdict.js';

/** So near its limit that another run may fall on the other side. */
function isNear(actual: number, limit: number): boolean {
  return actual > 0 && Math.abs(actual - limit) <= NEAR_SHARE * limit;
}

/** How starved the loop was: by its health, or by its stalls where those tell more. */
function starvation({ starvedShare, stallStarvedShare }: Evidence): number {
  return Math.max(starvedShare ?? 0, stallStarvedShare ?? 0);
}

/** Why there is no figure, where that is known. */
function whyNothing(name: BudgetRule['name'], limit: number, evidence: Evidence): { readonly reason?: string } {
  const { diagnosis, isOfLoops, loops, scope } = evidence;
  if (isOfLoops && loops.length === 0) return { reason: `There was no ${tellScope(scope)} to judge ${name} of.` };
  if (name !== 'maxStallMs' || !(limit < diagnosis.thresholdMs)) return {};
  const threshold = `pauses under the threshold of ${formatMs(diagnosis.thresholdMs)} were not told apart`;
  return { reason: `Not enough was seen to judge ${name}: ${threshold}.` };
}

/** A status, with its reason where nothing can be said in spite of a figure. */
export function statusOf(
  measured: Measured | null,
  { name, limit }: BudgetRule,
  gauge: Gauge,
  evidence: Evidence,
): Pick<BudgetResult, 'status' | 'reason'> {
  if (measured === null) return { status: 'no-data', ...whyNothing(name, limit, evidence) };
  if (!Number.isFinite(measured.actual) || !Number.isFinite(limit)) return { status: 'no-data' };
  const { actual, least = actual, doubt } = measured;
  if (actual > limit && least <= limit)
    return { status: 'no-data', reason: `${name} can't be judged: ${doubt ?? 'too little is known'}.` };
  if (!gauge.isCount && starvation(evidence) > HEAVY_STARVATION_SHARE && isNear(actual, limit)) {
    const waited = formatShare(starvation(evidence));
    const reason = `The loop waited for a core for ${waited} of the time in which it wanted one, and ${name} is within ${formatShare(NEAR_SHARE)} of its limit: a toss of a coin.`;
    return { status: 'no-data', reason };
  }
  return { status: actual <= limit ? 'pass' : 'fail' };
}

/** Why another run might have been judged otherwise, a sentence; null where that is not to be expected. */
export function doubtOf(
  { name, limit }: BudgetRule,
  { actual, status }: BudgetResult,
  gauge: Gauge,
  evidence: Evidence,
): string | null {
  if (actual === null || status === 'no-data' || gauge.isCount) return null;
  if (isNear(actual, limit)) return `${name} is within ${formatShare(NEAR_SHARE)} of its limit.`;
  if (status === 'fail' && gauge.unit === 'ms' && evidence.stalls.some(({ runQueueMs }) => runQueueMs === null))
    return `The wait for a core is not known here, so ${name} is judged by the clock.`;
  return null;
}
