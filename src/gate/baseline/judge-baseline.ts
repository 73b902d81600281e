import type { BudgetResult, Judgement, Verdict } from '../verdict.js';
import type { BaselineOutcome } from './outcome.js';

/** What the baseline is called among the budgets. */
export const BASELINE_BUDGET = 'baseline';

/** Adds what a run says against its baseline to the judgement of its budgets, which counted no known culprit. */
export function withBaseline({ budgets, verdict, ...rest }: Judgement, baseline: BaselineOutcome): Judgement {
  const result: BudgetResult = {
    name: BASELINE_BUDGET,
    limit: 0,
    actual: baseline.status === 'no-data' ? null : baseline.new.length + baseline.worse.length,
    status: baseline.status,
  };
  return { ...rest, budgets: [...budgets, result], verdict: together(verdict, baseline, budgets.length > 0), baseline };
}

/** A breach weighs more than missing data: it is known. */
function together(verdict: Verdict, { status, reason }: BaselineOutcome, hasBudgets: boolean): Verdict {
  const both = `${verdict.reason} ${reason}`;
  if (verdict.status === 'target-failed') return status === 'fail' ? { ...verdict, reason: both } : verdict;
  if (status === 'fail') return verdict.status === 'fail' ? { ...verdict, reason: both } : { status, reason };
  if (verdict.status === 'fail') return verdict;
  // Whoever saw nothing says why.
  if (verdict.status === 'no-data') return verdict;
  if (status === 'no-data') return { status, reason };
  return { ...verdict, reason: hasBudgets ? both : reason };
}
