import type { CauseKind, Diagnosis, Stall, TargetInfo } from '../analyze/diagnosis.js';
import { formatCount, formatMs, plural, times } from './figures.js';
import type { BudgetResult, Budgets, Judge, Verdict } from './verdict.js';

/** What the machine did to the loop and the code did not; no budget is charged with it. */
const NOBODYS_FAULT: ReadonlySet<CauseKind> = new Set(['cpu-starved', 'suspended']);

/** Whether a stall of this kind can be held against the code. */
export function isCodesFault(kind: CauseKind): boolean {
  return !NOBODYS_FAULT.has(kind);
}

/** How one budget is measured, and how its figures are told. */
interface Gauge {
  readonly name: keyof Budgets;
  /** What the run shows; null where that could not be known. */
  readonly measure: (diagnosis: Diagnosis, limit: number) => number | null;
  readonly tell: (actual: number) => string;
  readonly tellLimit: (limit: number) => string;
}

const GAUGES: readonly Gauge[] = [
  {
    name: 'maxStallMs',
    measure: longestStallMs,
    tell: (actual) => (actual === 0 ? 'no stall' : `longest pause ${formatMs(actual)}`),
    tellLimit: formatMs,
  },
  { name: 'maxP99Ms', measure: p99Ms, tell: (actual) => `p99 ${formatMs(actual)}`, tellLimit: formatMs },
  {
    name: 'maxStalls',
    measure: (diagnosis) => countedStalls(diagnosis).length,
    tell: (actual) => (actual === 0 ? 'no stall' : plural(actual, 'stall')),
    tellLimit: formatCount,
  },
];

function countedStalls(diagnosis: Diagnosis): readonly Stall[] {
  return diagnosis.stalls.filter(({ cause, atWork }) => isCodesFault(cause.kind) && !atWork);
}

/**
 * The longest stall. Pauses below the threshold are no stalls, so a limit below it is judged on the longest delay of the
 * pulse instead, and only where that can acquit: the delay may be the machine's doing.
 */
function longestStallMs(diagnosis: Diagnosis, limitMs: number): number | null {
  const longest = countedStalls(diagnosis).reduce((worst, stall) => Math.max(worst, stall.durationMs), 0);
  if (Number.isNaN(longest) || limitMs >= diagnosis.thresholdMs || longest > limitMs) return longest;
  const maxMs = diagnosis.loop.maxMs;
  return maxMs !== null && maxMs <= limitMs ? maxMs : null;
}

/**
 * p99 of the delay, without the stalls that were nobody's fault. Each culprit tells the p99 without itself alone, so with
 * two such culprits the smaller one is an upper bound: enough to pass, too little to fail.
 */
function p99Ms(diagnosis: Diagnosis, limitMs: number): number | null {
  const faultless = diagnosis.culprits.filter((culprit) => !isCodesFault(culprit.cause.kind));
  if (faultless.length === 0) return diagnosis.loop.p99Ms;
  const bounds = faultless.map((culprit) => culprit.without.p99Ms);
  if (bounds.includes(null)) return null;
  const bound = Math.min(...(bounds as number[]));
  return bound <= limitMs || faultless.length === 1 ? bound : null;
}

function status(actual: number | null, limit: number): BudgetResult['status'] {
  if (actual === null || !Number.isFinite(actual) || !Number.isFinite(limit)) return 'no-data';
  return actual <= limit ? 'pass' : 'fail';
}

function weigh(diagnosis: Diagnosis, gauge: Gauge, limit: number, seen: boolean): BudgetResult {
  const measured = seen ? gauge.measure(diagnosis, limit) : null;
  const actual = measured !== null && Number.isFinite(measured) ? measured : null;
  return { name: gauge.name, limit, actual, status: status(actual, limit) };
}

function sawSomething({ probe, loop, stalls, processes }: Diagnosis): boolean {
  const measured = loop.maxMs !== null || loop.p99Ms !== null || loop.utilization !== null;
  return probe.armed && processes.length > 0 && (measured || stalls.length > 0);
}

/** A target that ended badly by itself: what loopcheck stopped did not fail. */
export function targetFailed(target: TargetInfo): boolean {
  if (target.stoppedBy !== null) return false;
  return target.signal !== null || (target.exitCode !== null && target.exitCode !== 0);
}

function failure(target: TargetInfo): string {
  return target.signal === null ? `ended with exit code ${target.exitCode}` : `was ended by ${target.signal}`;
}

/** `longest pause 212 ms (limit 100 ms), 7 stalls (limit 3)`. */
function figures(budgets: readonly BudgetResult[]): string {
  return budgets.map(figure).join(', ');
}

function figure(budget: BudgetResult): string {
  const gauge = GAUGES.find(({ name }) => name === budget.name);
  if (gauge === undefined || budget.actual === null) return budget.name;
  return `${gauge.tell(budget.actual)} (limit ${gauge.tellLimit(budget.limit)})`;
}

/** How much the loop stood still, for runs that nobody set a limit to. */
function stalledInAll(diagnosis: Diagnosis): string {
  const counted = countedStalls(diagnosis);
  if (counted.length === 0) return 'the loop never stood still';
  const totalMs = counted.reduce((sum, stall) => sum + stall.durationMs, 0);
  return `the loop stood still ${times(counted.length)}, ${formatMs(totalMs)} in all`;
}

function noDataReason(diagnosis: Diagnosis, unknown: readonly BudgetResult[], seen: boolean): string {
  if (!diagnosis.probe.armed) return 'The probe was never armed in any Node process, so nothing was measured.';
  if (!seen) return 'The probe was armed but saw nothing of the loop, so there is nothing to judge.';
  const below = unknown.some(({ name, limit }) => name === 'maxStallMs' && limit < diagnosis.thresholdMs);
  const cure = below ? `: pauses under the threshold of ${formatMs(diagnosis.thresholdMs)} were not told apart` : '';
  return `Not enough was seen to judge ${unknown.map(({ name }) => name).join(', ')}${cure}.`;
}

function decide(diagnosis: Diagnosis, budgets: readonly BudgetResult[], seen: boolean): Verdict {
  const broken = budgets.filter((budget) => budget.status === 'fail');
  const unknown = budgets.filter((budget) => budget.status === 'no-data');
  if (targetFailed(diagnosis.target)) {
    const also = broken.length > 0 ? `, and it broke ${plural(broken.length, 'budget')}: ${figures(broken)}` : '';
    return { status: 'target-failed', reason: `The target ${failure(diagnosis.target)}${also}.` };
  }
  if (!diagnosis.probe.armed || (!seen && budgets.length > 0)) {
    return { status: 'no-data', reason: noDataReason(diagnosis, unknown, seen) };
  }
  if (broken.length > 0) {
    const which = budgets.length === 1 ? 'The budget is' : `${broken.length} of ${budgets.length} budgets are`;
    return { status: 'fail', reason: `${which} broken: ${figures(broken)}.` };
  }
  if (unknown.length > 0) return { status: 'no-data', reason: noDataReason(diagnosis, unknown, seen) };
  if (budgets.length === 0) return { status: 'pass', reason: `No budget was set; ${stalledInAll(diagnosis)}.` };
  const held = budgets.length === 1 ? 'The budget holds' : `All ${budgets.length} budgets hold`;
  return { status: 'pass', reason: `${held}: ${figures(budgets)}.` };
}

/** See {@link Judge}: pure, never throws; what is no finite number is `no-data` and can't pass. */
export const judge: Judge = (diagnosis, budgets) => {
  const seen = sawSomething(diagnosis);
  const results = GAUGES.flatMap((gauge) => {
    const limit = budgets[gauge.name];
    return limit === undefined ? [] : [weigh(diagnosis, gauge, limit, seen)];
  });
  return { budgets: results, verdict: decide(diagnosis, results, seen) };
};
