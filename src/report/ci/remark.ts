import type { Location } from '../../analyze/diagnosis.js';
import { ownMs } from '../../gate/own-time.js';
import { tellScope } from '../../gate/scope.js';
import { type BudgetResult, isBinding } from '../../gate/verdict.js';
import { budgetName, budgetSentence } from '../budget-words.js';
import type { Report, WordedCulprit, WordedFinding } from '../report.js';
import { visible } from '../text/clean.js';
import { repoPlace } from './repo-path.js';

/** One thing that a CI service is to show: what broke the gate, or what was found. All texts are clean and on one line. */
export interface Remark {
  /** `run`: nothing could be judged, or the target itself failed. */
  readonly about: 'run' | 'budget' | 'finding';
  /** `blocking-call`, `budget/maxStallMs` whatever its scope, `run/no-data`. */
  readonly rule: string;
  readonly severity: WordedFinding['severity'];
  readonly title: string;
  readonly message: string;
  /** '' where there is none. */
  readonly fix: string;
  readonly location: Location | null;
  /** The culprit whose line it is; null where none is. */
  readonly culprit: WordedCulprit | null;
  /** The finding itself; null for the others. */
  readonly finding: WordedFinding | null;
  /** The budget itself; null for the others. */
  readonly budget: BudgetResult | null;
}

/** What went wrong with the run, then the budgets that do not hold, then the findings: the order of the report. */
export function remarksOf(report: Report, root: string): readonly Remark[] {
  return [
    ...runRemarks(report),
    ...report.budgets
      .filter(({ status }) => status !== 'pass')
      .map((budget): Remark => budgetRemark(report, budget, root)),
    ...report.findings.map((finding) => findingRemark(report, finding)),
  ];
}

const RUN_TITLES = { 'no-data': 'No data', 'target-failed': 'The target failed' } as const;

function runRemarks({ verdict: { status, reason } }: Report): readonly Remark[] {
  if (status !== 'no-data' && status !== 'target-failed') return [];
  return [
    {
      about: 'run',
      rule: `run/${status}`,
      severity: 'error',
      title: RUN_TITLES[status],
      message: visible(reason),
      fix: '',
      location: null,
      culprit: null,
      finding: null,
      budget: null,
    },
  ];
}

/** The budgets of stalled time, to which every culprit adds. */
const STALLED_TIME: ReadonlySet<string> = new Set(['maxP99Ms', 'maxStalls', 'maxBlockedMs', 'maxBlockedShare']);

function counted(report: Report): readonly WordedCulprit[] {
  return report.culprits.filter(({ codesFault, atWork }) => codesFault && !atWork);
}

/** The culprit of the longest pause, as budgets count it; undefined where there is none. */
function longest(report: Report, culprits: readonly WordedCulprit[]): WordedCulprit | undefined {
  const ownMsOf = new Map(report.stalls.map((stall) => [stall.id, ownMs(stall)]));
  const worstOf = ({ stallIds }: WordedCulprit): number =>
    stallIds.reduce((worst, id) => Math.max(worst, ownMsOf.get(id) ?? 0), 0);
  return culprits.reduce<WordedCulprit | undefined>(
    (worst, other) => (worst === undefined || worstOf(other) > worstOf(worst) ? other : worst),
    undefined,
  );
}

/**
 * The culprit that did most to break a budget, and how; null where the budget is about something else, or about a part
 * of the run, of which the culprits do not tell.
 */
function breaker(report: Report, budget: BudgetResult): { culprit: WordedCulprit; how: string } | null {
  if (budget.status !== 'fail' || tellScope(budget.scope ?? {}) !== '') return null;
  const culprits = counted(report);
  const isOfOne = budget.name === 'maxStallMs';
  const culprit = isOfOne ? longest(report, culprits) : STALLED_TIME.has(budget.name) ? culprits[0] : undefined;
  return culprit === undefined ? null : { culprit, how: isOfOne ? 'The longest pause' : 'Most of the stalled time' };
}

function budgetRemark(report: Report, budget: BudgetResult, root: string): Remark {
  const found = breaker(report, budget);
  const location = found?.culprit.location ?? null;
  const where = location === null ? '' : ` at ${repoPlace(location, root)}`;
  const blame = found === null ? '' : ` ${found.how}: ${found.culprit.title}${where}.`;
  return {
    about: 'budget',
    rule: `budget/${budget.name}`,
    severity: isBinding(budget) ? 'error' : 'warning',
    title: visible(`${budget.status === 'fail' ? 'Budget broken' : 'No data for a budget'}: ${budgetName(budget)}`),
    message: visible(budgetSentence(budget) + blame),
    fix: visible(found?.culprit.fix ?? ''),
    location,
    culprit: found?.culprit ?? null,
    finding: null,
    budget,
  };
}

function findingRemark(report: Report, finding: WordedFinding): Remark {
  return {
    about: 'finding',
    rule: finding.id,
    severity: finding.severity,
    title: visible(finding.title),
    message: visible(finding.message),
    fix: visible(finding.fix),
    location: finding.location,
    culprit: report.culprits.find((culprit) => culprit.finding === finding) ?? null,
    finding,
    budget: null,
  };
}
