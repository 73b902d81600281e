import type { Aggregates, Question } from './aggregates.js';
import type { RunParts } from './records.js';

/** A run with the identities of the processes that it holds. */
export interface NewRun {
  readonly parts: RunParts;
  readonly processes: readonly number[];
}

/** Where the records of a fleet are kept and summed up. Its methods reject with a `StoreError`. */
export interface Store {
  /** Which of these processes it holds. */
  known(processes: readonly number[]): Promise<ReadonlySet<number>>;
  /** Adds runs whose processes it does not hold. */
  add(runs: readonly NewRun[]): Promise<void>;
  aggregate(question: Question): Promise<Aggregates>;
  /** Answers a question in SQL about the documented tables, an object a row; null where it has no SQL. */
  ask(sql: string): Promise<readonly unknown[]> | null;
  close(): Promise<void>;
}

/** Why a store could not do what it was asked. */
export type StoreReason =
  | 'not-installed'
  | 'unreachable'
  | 'refused-login'
  | 'foreign'
  | 'nothing-there'
  | 'bad-sql'
  | 'failed';

/** `message` is the store's own words, or what it is that could not be reached. */
export interface StoreError extends Error {
  readonly reason: StoreReason;
}

export function storeError(reason: StoreReason, message: string): StoreError {
  return Object.assign(new Error(message), { name: 'StoreError', reason });
}

export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === 'StoreError';
}
