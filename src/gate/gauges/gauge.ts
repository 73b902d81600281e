import type { BudgetName, ScopeKey } from '../budget.js';
import type { Evidence } from '../evidence.js';

/** What a run shows. */
export interface Measured {
  /** In the gauge's unit, of what the code itself did where that can be told. */
  readonly actual: number;
  /** The same by the clock. */
  readonly wallMs?: number;
  /** What is certain whatever is not known; `actual` where left out. */
  readonly least?: number;
  /** Why less may be true, a clause; where `least` is given. */
  readonly doubt?: string;
}

/** How one budget is measured, and how its figures are told. */
export interface Gauge {
  readonly name: BudgetName;
  readonly unit: 'ms' | 'count' | 'share';
  /** A count is not made larger by a busy machine, so it is sure near its limit too. */
  readonly isCount: boolean;
  /** By what it can be scoped. */
  readonly scopes: readonly ScopeKey[];
  /** Null where it could not be known. */
  readonly measure: (evidence: Evidence, limit: number) => Measured | null;
  readonly tell: (actual: number) => string;
  readonly tellLimit: (limit: number) => string;
}

/** By what a budget on stalls can be scoped. */
export const STALL_SCOPES: readonly ScopeKey[] = ['phase', 'process', 'worker', 'route', 'file'];

/** The largest, and null where any is not known, or there is none. */
export function worst(values: readonly (number | null)[]): number | null {
  return values.length === 0 || values.includes(null) ? null : Math.max(...(values as number[]));
}

/**
 * Measures stalls. Those that may belong to the scope count in `actual`, so that it acquits only where they would not
 * break the limit; `least` is without them.
 */
export function overStalls(
  { stalls, unplaced, isOfLoops, loops }: Evidence,
  measure: (stalls: Evidence['stalls']) => Measured | null,
): Measured | null {
  if (isOfLoops && loops.length === 0) return null;
  const known = measure(stalls);
  if (unplaced.length === 0) return known;
  const all = measure([...stalls, ...unplaced]);
  if (known === null || all === null || all.actual === known.actual) return all;
  return { ...all, least: known.actual, doubt: 'it is not known of every stall whether it belongs here' };
}
