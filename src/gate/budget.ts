import type { Finding, Stall } from '../analyze/diagnosis.js';

/** `warn`: a breach is shown and does not fail. */
export type Level = 'warn' | 'error';

export type BudgetName =
  | 'maxStallMs'
  | 'maxP99Ms'
  | 'maxStalls'
  | 'maxBlockedMs'
  | 'maxBlockedShare'
  | 'maxSyncCalls'
  | 'maxUtilization'
  | 'maxStartupMs'
  | 'maxFindings';

/** What a budget is about; all parts that are there must fit. Patterns: `*` is anything but a slash, `**` anything. */
export interface Scope {
  readonly phase?: Stall['phase'];
  /** Pattern of a process's title: its main thread and its workers. */
  readonly process?: string;
  /** Pattern of a worker's name or file. */
  readonly worker?: string;
  /** Pattern of what was served: `GET /users/*`. */
  readonly route?: string;
  /** Pattern of the blamed file; its folders may begin anywhere. */
  readonly file?: string;
  /** Of `maxFindings`. Without it and `finding`, errors and warnings count. */
  readonly severity?: Finding['severity'];
  /** Of `maxFindings`: an id. */
  readonly finding?: string;
}

export type ScopeKey = keyof Scope;

/** One limit, of what, and how serious its breach is. */
export interface BudgetRule {
  readonly name: BudgetName;
  readonly limit: number;
  readonly level: Level;
  readonly scope: Scope;
}

/** Limits that the user set; what is left out is not judged. The flat ones are about the whole run, at level `error`. */
export interface Budgets {
  readonly maxStallMs?: number;
  readonly maxP99Ms?: number;
  readonly maxStalls?: number;
  readonly maxBlockedMs?: number;
  readonly maxBlockedShare?: number;
  readonly maxSyncCalls?: number;
  readonly maxUtilization?: number;
  readonly maxStartupMs?: number;
  /** Those with a level or a scope, and all of `maxFindings`. */
  readonly rules?: readonly BudgetRule[];
  /** The target must have listened on a port. */
  readonly requirePort?: boolean;
  /** So many HTTP requests must have been served. */
  readonly requireRequests?: number;
}

type FlatName = Exclude<BudgetName, 'maxFindings'>;

/** The order in which budgets are told. */
export const FLAT_NAMES: readonly FlatName[] = [
  'maxStallMs',
  'maxP99Ms',
  'maxStalls',
  'maxBlockedMs',
  'maxBlockedShare',
  'maxSyncCalls',
  'maxUtilization',
  'maxStartupMs',
];

/** All limits as rules: the flat ones first. */
export function rulesOf(budgets: Budgets): readonly BudgetRule[] {
  const flat = FLAT_NAMES.flatMap((name): BudgetRule[] => {
    const limit = budgets[name];
    return limit === undefined ? [] : [{ name, limit, level: 'error', scope: {} }];
  });
  return [...flat, ...(budgets.rules ?? [])];
}
