import type { Condition, Dimension } from './filter.js';
import type { CulpritRecord, RunRecord } from './records.js';

/** What is asked of a fleet's records. */
export interface Question {
  /** Only stalls, and runs, of which all of these hold. */
  readonly where: readonly Condition[];
  /** Sum up by this as well. */
  readonly by: Dimension | null;
}

/** The sums over some stalls of a fleet. */
export interface Totals {
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Requests that waited; null where no stall could tell. */
  readonly requests: number | null;
  readonly runs: number;
}

/** The stalls that began in one hour. */
export interface HourSums {
  /** Since 1970, UTC. */
  readonly hour: number;
  readonly totalMs: number;
  /** Hosts in which it blocked; a run that does not tell its host is one of its own. */
  readonly places: number;
}

export interface CulpritSums extends Totals {
  readonly culprit: CulpritRecord;
  /** Wall clock of the first and last stall, ms since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly routes: readonly string[];
  readonly packages: readonly string[];
  /** Blocked ms by run; none for a run in which it was not seen. */
  readonly blockedMs: ReadonlyMap<number, number>;
  /** In the order of time. */
  readonly hours: readonly HourSums[];
}

/** A value of a dimension. `key` is null for what is not known. */
export interface GroupSums extends Totals {
  readonly key: string | null;
  readonly culprits: number;
}

/** All that the answers and the ranking are made of, whichever engine took the sums. */
export interface Aggregates {
  /** Every run, also those that do not meet the conditions, by their start. */
  readonly runs: readonly RunRecord[];
  /** The largest total first. */
  readonly culprits: readonly CulpritSums[];
  readonly groups: readonly GroupSums[];
}

/** By their start; the number decides between equals. */
export function sortRuns(runs: readonly RunRecord[]): readonly RunRecord[] {
  return [...runs].sort((a, b) => a.startMs - b.startMs || a.run - b.run);
}

/** The largest total first; the fingerprint decides between equals. */
export function sortSums(sums: readonly CulpritSums[]): readonly CulpritSums[] {
  return [...sums].sort((a, b) => b.totalMs - a.totalMs || (a.culprit.fingerprint < b.culprit.fingerprint ? -1 : 1));
}
