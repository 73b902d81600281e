import type { Diagnosis, TargetInfo } from '../analyze/diagnosis.js';
import { type BudgetName, type BudgetRule, type Budgets, rulesOf } from './budget.js';
import { doubtOf, statusOf } from './certainty.js';
import { counts, evidenceFor } from './evidence.js';
import { formatMs, plural, times } from './figures.js';
import { GAUGES } from './gauges/index.js';
import { isNoticeable } from './own-time.js';
import { blindness, importedFlaw, shortSight, unmet, untoldFlaw } from './proof.js';
import { tellScope } from './scope.js';
import { sureness, type Weighed } from './sureness.js';
import { type BudgetResult, isBinding, type Judge, type Verdict } from './verdict.js';

export { isCodesFault } from './own-time.js';

/** `flaw`: why no figure of the run proves anything, though it may convict. */
function weigh(diagnosis: Diagnosis, rule: BudgetRule, isBlind: boolean, flaw: string | null): Weighed {
  const { name, limit, level, scope } = rule;
  const gauge = GAUGES[name];
  const evidence = evidenceFor(diagnosis, scope);
  const measured = isBlind ? null : gauge.measure(evidence, limit);
  const actual = measured !== null && Number.isFinite(measured.actual) ? measured.actual : null;
  const judged = isBlind ? { status: 'no-data' as const } : statusOf(measured, rule, gauge, evidence);
  const doubtful = flaw ?? untoldFlaw(diagnosis, rule) ?? unprovenFlaw(diagnosis, rule);
  const { status, reason } =
    judged.status === 'pass' && doubtful !== null ? { status: 'no-data' as const, reason: doubtful } : judged;
  const result: BudgetResult = {
    name,
    limit,
    actual,
    status,
    ...(level === 'error' ? {} : { level }),
    ...(Object.keys(scope).length === 0 ? {} : { scope }),
    ...(measured?.wallMs === undefined || actual === null || measured.wallMs === actual
      ? {}
      : { wallMs: measured.wallMs }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { result, doubt: doubtOf(rule, result, gauge, evidence) };
}

/** Pauses of an imported capture that nobody is shown to have caused acquit only where they would not break the limit. */
function unprovenFlaw(diagnosis: Diagnosis, rule: BudgetRule): string | null {
  const flaw = importedFlaw(diagnosis);
  if (flaw === null) return null;
  const gauge = GAUGES[rule.name];
  const evidence = evidenceFor(diagnosis, rule.scope, true);
  return statusOf(gauge.measure(evidence, rule.limit), rule, gauge, evidence).status === 'pass' ? null : flaw;
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

function figure({ name, limit, actual, scope = {}, wallMs }: BudgetResult): string {
  const gauge = GAUGES[name as BudgetName];
  if (gauge === undefined || actual === null) return name;
  const byClock = wallMs !== undefined && isNoticeable(actual, wallMs) ? `${formatMs(wallMs)} by the clock, ` : '';
  const where = tellScope(scope);
  return `${gauge.tell(actual)} (${byClock}limit ${gauge.tellLimit(limit)}${where === '' ? '' : ` for ${where}`})`;
}

/** How much the loop stood still, for runs that nobody set a limit to. */
function stalledInAll(diagnosis: Diagnosis): string {
  const counted = diagnosis.stalls.filter((stall) => counts(stall, 0));
  if (counted.length === 0) return 'the loop never stood still';
  const { count, totalMs } = diagnosis.untold ?? { count: 0, totalMs: 0 };
  const allMs = counted.reduce((sum, stall) => sum + stall.durationMs, totalMs);
  return `the loop stood still ${times(counted.length + count)}, ${formatMs(allMs)} in all`;
}

function noDataReason(unknown: readonly BudgetResult[]): string {
  const told = unknown.find(({ reason }) => reason !== undefined)?.reason;
  if (told !== undefined) return told;
  return `Not enough was seen to judge ${unknown.map(nameOf).join(', ')}.`;
}

function nameOf({ name, scope = {} }: BudgetResult): string {
  const where = tellScope(scope);
  return where === '' ? name : `${name} for ${where}`;
}

/** What was shown and did not fail. */
function warned(warnings: readonly BudgetResult[]): string {
  const over = warnings.filter(({ status }) => status === 'fail');
  return over.length === 0 ? '' : ` A warning: ${figures(over)}.`;
}

interface Case {
  readonly diagnosis: Diagnosis;
  readonly budgets: readonly BudgetResult[];
  /** Why nothing, or nothing good, can be said. */
  readonly blind: string | null;
  readonly unmet: string | null;
}

function decide({ diagnosis, budgets, blind, unmet: want }: Case): Verdict {
  const binding = budgets.filter(isBinding);
  const broken = binding.filter((budget) => budget.status === 'fail');
  const unknown = binding.filter((budget) => budget.status === 'no-data');
  if (targetFailed(diagnosis.target)) {
    const also = broken.length > 0 ? `, and it broke ${plural(broken.length, 'budget')}: ${figures(broken)}` : '';
    return { status: 'target-failed', reason: `The target ${failure(diagnosis.target)}${also}.` };
  }
  if (blind !== null && (!diagnosis.probe.armed || budgets.length > 0)) return { status: 'no-data', reason: blind };
  const also = warned(budgets.filter((budget) => !isBinding(budget)));
  if (broken.length > 0) {
    const which =
      binding.length === 1
        ? 'The budget is'
        : `${broken.length} of ${binding.length} budgets ${broken.length === 1 ? 'is' : 'are'}`;
    return { status: 'fail', reason: `${which} broken: ${figures(broken)}.` };
  }
  if (want !== null) return { status: 'no-data', reason: want };
  if (unknown.length > 0) return { status: 'no-data', reason: noDataReason(unknown) };
  if (budgets.length === 0) return { status: 'pass', reason: `No budget was set; ${stalledInAll(diagnosis)}.` };
  if (binding.length === 0) return { status: 'pass', reason: `No budget can fail this run.${also}` };
  const held = binding.length === 1 ? 'The budget holds' : `All ${binding.length} budgets hold`;
  return { status: 'pass', reason: `${held}: ${figures(binding)}.${also}` };
}

/** See {@link Judge}: pure, never throws; what is no finite number is `no-data` and can't pass. */
export const judge: Judge = (diagnosis, budgets: Budgets) => {
  const blind = blindness(diagnosis);
  const want = unmet(diagnosis, budgets);
  const flaw = blind ?? want ?? shortSight(diagnosis);
  const weighed = rulesOf(budgets).map((rule) => weigh(diagnosis, rule, blind !== null, flaw));
  const results = weighed.map(({ result }) => result);
  const verdict = decide({ diagnosis, budgets: results, blind, unmet: want });
  return { budgets: results, verdict: { ...verdict, ...sureness(verdict.status, weighed) } };
};
