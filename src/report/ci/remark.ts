import type { Location } from '../../analyze/diagnosis.js';
import type { BudgetResult } from '../../gate/verdict.js';
import { budgetSentence } from '../budget-words.js';
import type { Report, WordedCulprit, WordedFinding } from '../report.js';
import { visible } from '../text/clean.js';
import { repoPlace } from './repo-path.js';

/** One thing that a CI service is to show: what broke the gate, or what was found. All texts are clean and on one line. */
export interface Remark {
  /** `run`: nothing could be judged, or the target itself failed. */
  readonly about: 'run' | 'budget' | 'finding';
  /** `blocking-call`, `budget/maxStallMs`, `run/no-data`. */
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
    },
  ];
}

/** The budgets of stalled time, to which every culprit adds. */
const STALLED_TIME: ReadonlySet<string> = new Set(['maxP99Ms', 'maxStalls', 'maxBlockedMs', 'maxBlockedShare']);

function counted(report: Report): readonly WordedCulprit[] {
  return report.culprits.filter(({ codesFault, atWork }) => codesFault && !atWork);
}

/** The culprit that did most to break a budget, and how; null where the budget is about something else. */
function breaker(report: Report, { name, status }: BudgetResult): { culprit: WordedCulprit; how: string } | null {
  if (status !== 'fail') return null;
  const [first, ...others] = counted(report);
  if (first === undefined) return null;
  if (STALLED_TIME.has(name)) return { culprit: first, how: 'Most of the stalled time' };
  if (name !== 'maxStallMs') return null;
  const culprit = others.reduce((worst, other) => (other.worstMs > worst.worstMs ? other : worst), first);
  return { culprit, how: 'The longest pause' };
}

function budgetRemark(report: Report, budget: BudgetResult, root: string): Remark {
  const found = breaker(report, budget);
  const location = found?.culprit.location ?? null;
  const where = location === null ? '' : ` at ${repoPlace(location, root)}`;
  const blame = found === null ? '' : ` ${found.how}: ${found.culprit.title}${where}.`;
  return {
    about: 'budget',
    rule: `budget/${budget.name}`,
    severity: 'error',
    title: budget.status === 'fail' ? `Budget broken: ${budget.name}` : `No data for a budget: ${budget.name}`,
    message: visible(budgetSentence(budget) + blame),
    fix: visible(found?.culprit.fix ?? ''),
    location,
    culprit: found?.culprit ?? null,
    finding: null,
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
  };
}
