import type { Diagnosis } from '../analyze/diagnosis.js';

export interface BudgetResult {
  /** `maxStallMs` … */
  readonly name: string;
  readonly limit: number;
  /** Null when there was nothing to measure. */
  readonly actual: number | null;
  readonly status: 'pass' | 'fail' | 'no-data';
}

export interface Verdict {
  readonly status: 'pass' | 'fail' | 'no-data' | 'target-failed';
  /** One sentence. */
  readonly reason: string;
}

export interface Judgement {
  readonly budgets: readonly BudgetResult[];
  readonly verdict: Verdict;
}

/** Limits that the user set; what is left out is not judged. */
export interface Budgets {
  readonly maxStallMs?: number;
  readonly maxP99Ms?: number;
  readonly maxStalls?: number;
}

/** Judges a run. Without an armed probe every budget is `no-data`, and so is the verdict: a gate never passes on that. */
export type Judge = (diagnosis: Diagnosis, budgets: Budgets) => Judgement;
