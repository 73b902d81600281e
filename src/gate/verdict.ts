import type { Diagnosis } from '../analyze/diagnosis.js';
import type { BaselineOutcome } from './baseline/outcome.js';
import type { RunSpread, SeriesOutcome } from './series.js';

export interface BudgetResult {
  /** `maxStallMs` … */
  readonly name: string;
  readonly limit: number;
  /** Null when there was nothing to measure. */
  readonly actual: number | null;
  readonly status: 'pass' | 'fail' | 'no-data';
  /** Of several runs, of which `over` broke the limit; left out for a single one, and where nothing was measured. */
  readonly spread?: RunSpread & { readonly runs: number; readonly over: number };
}

export interface Verdict {
  readonly status: 'pass' | 'fail' | 'no-data' | 'target-failed';
  /** One sentence. */
  readonly reason: string;
}

export interface Judgement {
  readonly budgets: readonly BudgetResult[];
  readonly verdict: Verdict;
  /** Left out where there was no baseline. */
  readonly baseline?: BaselineOutcome;
  /** Left out for a single run. */
  readonly series?: SeriesOutcome;
}

/** Limits that the user set; what is left out is not judged. */
export interface Budgets {
  readonly maxStallMs?: number;
  readonly maxP99Ms?: number;
  readonly maxStalls?: number;
}

/** Judges a run. Without an armed probe every budget is `no-data`, and so is the verdict: a gate never passes on that. */
export type Judge = (diagnosis: Diagnosis, budgets: Budgets) => Judgement;
