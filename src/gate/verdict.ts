import type { Diagnosis } from '../analyze/diagnosis.js';
import type { BaselineOutcome } from './baseline/outcome.js';
import type { Budgets, Level, Scope } from './budget.js';
import type { RunSpread, SeriesOutcome } from './series.js';

export type { Budgets } from './budget.js';

export interface BudgetResult {
  /** `maxStallMs` …; the same in every scope. */
  readonly name: string;
  readonly limit: number;
  /** Null when there was nothing to measure. Of lag: how long the code itself held the loop. */
  readonly actual: number | null;
  readonly status: 'pass' | 'fail' | 'no-data';
  /** Of several runs, of which `over` broke the limit; left out for a single one, and where nothing was measured. */
  readonly spread?: RunSpread & { readonly runs: number; readonly over: number };
  /** `error` where left out. */
  readonly level?: Level;
  /** The whole run where left out. */
  readonly scope?: Scope;
  /** `actual` by the clock, ms; left out of what is no lag. */
  readonly wallMs?: number;
  /** Why it is `no-data`, a sentence, where there is more to say than that nothing was measured. */
  readonly reason?: string;
}

export interface Verdict {
  readonly status: 'pass' | 'fail' | 'no-data' | 'target-failed';
  /** One sentence. */
  readonly reason: string;
  /** `low` where another run might have been judged otherwise. `high` where left out. */
  readonly certainty?: 'high' | 'low';
  /** Why it is low, a sentence; left out where it is not. */
  readonly doubt?: string;
}

export interface Judgement {
  readonly budgets: readonly BudgetResult[];
  readonly verdict: Verdict;
  /** Left out where there was no baseline. */
  readonly baseline?: BaselineOutcome;
  /** Left out for a single run. */
  readonly series?: SeriesOutcome;
}

/** A breach, or a want of data, that decides the verdict: `warn` only shows. */
export function isBinding({ level }: BudgetResult): boolean {
  return level !== 'warn';
}

/** Judges a run. Without an armed probe every budget is `no-data`, and so is the verdict: a gate never passes on that. */
export type Judge = (diagnosis: Diagnosis, budgets: Budgets) => Judgement;
