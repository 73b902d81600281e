import { aggregateFleet } from './aggregate-fleet.js';
import type { Aggregates } from './aggregates.js';
import type { Answer } from './answers.js';
import { allSplits, findChanges, type Split } from './changes.js';
import { type ClockNote, clockNotes } from './clocks.js';
import { findDaily } from './daily.js';
import { type Condition, type Dimension, filterRuns } from './filter.js';
import { findOutliers } from './outliers.js';
import { type Order, type RankedCulprit, type RankedGroup, rankCulprits, rankGroups, spanOf } from './ranking.js';
import type { Fleet, RunRecord, Skip } from './records.js';
import { orderedVersions } from './versions.js';

export interface TriageOptions {
  readonly by: Dimension | null;
  readonly where: readonly Condition[];
  /** Compare at this cut alone; null looks at each release and each day. */
  readonly since: Split | null;
  readonly order: Order;
}

/** What a fleet's traces say. */
export interface Triage {
  /** What was read and, after `--where`, compared. */
  readonly fleet: {
    readonly runs: number;
    readonly hosts: readonly string[];
    readonly versions: readonly string[];
    readonly nodeVersions: readonly string[];
    /** Runs that do not say their host, or their version. */
    readonly withoutHost: number;
    readonly withoutVersion: number;
    /** Wall clock, ms since 1970; null for no runs. */
    readonly startMs: number | null;
    readonly endMs: number | null;
    readonly recordedMs: number;
    readonly blockedMs: number;
  };
  readonly since: { readonly type: 'version' | 'date'; readonly value: string } | null;
  /** Why nothing could be compared, in one sentence; null where something was. */
  readonly incomparable: string | null;
  /** Changes first, then odd hosts, then daily jobs; each most certain first. */
  readonly answers: readonly Answer[];
  readonly order: Order;
  readonly culprits: readonly RankedCulprit[];
  readonly by: Dimension | null;
  readonly groups: readonly RankedGroup[];
  readonly skips: readonly Skip[];
  readonly clocks: readonly ClockNote[];
}

/** Compares and ranks what was read. Pure. */
export function triage(fleet: Fleet, options: TriageOptions): Triage {
  return conclude(aggregateFleet(fleet, options), fleet.skips, options);
}

/** Compares and ranks by the sums of a fleet, which `where` and `by` must have been asked of. Pure. */
export function conclude(
  aggregates: Aggregates,
  skips: readonly Skip[],
  { by, where, since, order }: TriageOptions,
): Triage {
  const { culprits } = aggregates;
  const runs = filterRuns(aggregates.runs, where);
  const splits = since === null ? allSplits(runs) : [since];
  const span = spanOf(runs);
  const daily = findDaily(culprits, runs);
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))].sort();
  return {
    fleet: {
      runs: runs.length,
      hosts: distinct(runs.map(({ host }) => host)),
      versions: orderedVersions(runs),
      nodeVersions: distinct(runs.map(({ nodeVersion }) => nodeVersion)),
      withoutHost: runs.filter(({ host }) => host === null).length,
      withoutVersion: runs.filter(({ version }) => version === null).length,
      startMs: span?.startMs ?? null,
      endMs: span?.endMs ?? null,
      recordedMs: runs.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
      blockedMs: culprits.reduce((sum, { totalMs }) => sum + totalMs, 0),
    },
    since: since && { type: since.type, value: since.value },
    incomparable: whyIncomparable(runs, splits),
    answers: [
      ...findChanges(culprits, runs, splits),
      ...findOutliers(culprits, runs, new Set(daily.map(({ fingerprint }) => fingerprint))),
      ...daily,
    ],
    order,
    culprits: rankCulprits(culprits, runs, order),
    by,
    groups: rankGroups(aggregates.groups, order),
    skips,
    clocks: clockNotes(runs),
  };
}

const LEAST_RUNS = 5;

function whyIncomparable(runs: readonly RunRecord[], splits: readonly Split[]): string | null {
  if (runs.length === 0) return 'There is no trace to compare.';
  if (splits.length === 0) {
    const isTold = runs.some(({ version }) => version !== null);
    return isTold
      ? 'All traces are of one version and one day.'
      : 'No trace tells its version, and all are of one day.';
  }
  const least = (split: Split) => {
    const after = runs.filter((run) => split.isAfter(run) === true).length;
    const before = runs.filter((run) => split.isAfter(run) === false).length;
    return Math.min(after, before);
  };
  return splits.some((split) => least(split) >= LEAST_RUNS)
    ? null
    : `A comparison takes ${LEAST_RUNS} traces before and ${LEAST_RUNS} after.`;
}
