import type { CulpritSums } from './aggregates.js';
import { ALPHA, type Change, KINDS_OF_ANSWER } from './answers.js';
import { dayOf, ratesOf } from './exposure.js';
import type { RunRecord } from './records.js';
import { mean, rankTest } from './statistics.js';
import { compareVersions, orderedVersions } from './versions.js';

/** Where the runs are cut in two. */
export interface Split {
  readonly type: 'version' | 'date';
  readonly value: string;
  /** Null for a run that belongs to neither side. */
  readonly isAfter: (run: RunRecord) => boolean | null;
}

/** Fewer runs on a side say nothing. */
const LEAST_RUNS = 5;
/** A smaller change is no news, however certain. */
const LEAST_RATIO = 1.25;
/** A change of less than this in an hour is no news either. */
const LEAST_MS_PER_HOUR = 10;
/** A day explains a change better than a release only where it is this much less likely to be an accident. */
const DAY_FACTOR = 1000;

/** Each release and each day at which the runs can be cut. */
export function allSplits(runs: readonly RunRecord[]): readonly Split[] {
  const days = [...new Set(runs.map(({ startMs }) => dayOf(startMs)))].sort();
  return [
    ...orderedVersions(runs)
      .slice(1)
      .map((value) => versionSplit(runs, value)),
    ...days.slice(1).map(daySplit),
  ];
}

/** The runs of `value` and later versions against those of earlier ones. */
export function versionSplit(runs: readonly RunRecord[], value: string): Split {
  const order = orderedVersions(runs);
  const known = order.indexOf(value);
  const isAfter = (version: string) =>
    known < 0 ? compareVersions(version, value) >= 0 : order.indexOf(version) >= known;
  const rank = new Map(order.map((version) => [version, isAfter(version)]));
  return { type: 'version', value, isAfter: ({ version }) => (version === null ? null : (rank.get(version) ?? null)) };
}

function daySplit(day: string): Split {
  return dateSplit(day, Date.parse(`${day}T00:00:00Z`));
}

/** The runs that began at `atMs` or later against the others. */
export function dateSplit(value: string, atMs: number): Split {
  return { type: 'date', value, isAfter: ({ startMs }) => startMs >= atMs };
}

/**
 * The culprits that changed, each at the cut that explains it best, most certain first. The test is the Mann-Whitney
 * test of the rates of the runs within each host; the chances are multiplied by the number of tests (Bonferroni).
 */
export function findChanges(
  culprits: readonly CulpritSums[],
  runs: readonly RunRecord[],
  splits: readonly Split[],
): readonly Change[] {
  const cuts = splits.flatMap((split) => cutAt(runs, split) ?? []);
  const tests = culprits.length * cuts.length * KINDS_OF_ANSWER;
  const changes: Change[] = [];
  for (const { culprit, blockedMs } of culprits) {
    const rates = ratesOf(runs, blockedMs);
    const found = cuts.flatMap((cut) => compare(culprit.fingerprint, cut, rates, tests) ?? []);
    const best = found.sort((a, b) => weight(a) - weight(b))[0];
    if (best !== undefined) changes.push(best);
  }
  return changes.sort((a, b) => a.p - b.p);
}

function weight({ since, p }: Change): number {
  return since.type === 'date' ? p * DAY_FACTOR : p;
}

/** The runs on both sides of a cut. */
interface Cut {
  readonly split: Split;
  readonly before: number;
  readonly after: number;
  /** Runs that are compared with each other. */
  readonly strata: readonly Sides[];
  /** The hosts, as far as they are known, with runs on both sides. */
  readonly hosts: readonly Sides[];
}

/** Numbers of runs. */
interface Sides {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Null where there are too few runs on a side. */
function cutAt(runs: readonly RunRecord[], split: Split): Cut | null {
  const all = sidesOf(runs, split);
  if (Math.min(all.before.length, all.after.length) < LEAST_RUNS) return null;
  const byHost = new Map<string | null, RunRecord[]>();
  for (const run of runs) {
    const group = byHost.get(run.host);
    if (group) group.push(run);
    else byHost.set(run.host, [run]);
  }
  const both = [...byHost]
    .map(([host, own]) => ({ host, ...sidesOf(own, split) }))
    .filter(({ before, after }) => before.length > 0 && after.length > 0);
  // A release that went to other hosts than the one before can only be compared between hosts.
  const pairedRuns = Math.min(
    ...(['before', 'after'] as const).map((side) => both.reduce((n, one) => n + one[side].length, 0)),
  );
  return {
    split,
    before: all.before.length,
    after: all.after.length,
    strata: pairedRuns >= LEAST_RUNS ? both : [all],
    hosts: both.filter(({ host }) => host !== null),
  };
}

function sidesOf(runs: readonly RunRecord[], { isAfter }: Split): Sides {
  const before: number[] = [];
  const after: number[] = [];
  for (const run of runs) {
    const side = isAfter(run);
    if (side !== null) (side ? after : before).push(run.run);
  }
  return { before, after };
}

function compare(
  fingerprint: string,
  { split, before, after, strata: sides, hosts }: Cut,
  rates: ReadonlyMap<number, number>,
  tests: number,
): Change | null {
  const ratesIn = (runs: readonly number[]) => runs.map((run) => rates.get(run) ?? 0);
  const ratesOn = (one: Sides) => ({ before: ratesIn(one.before), after: ratesIn(one.after) });
  const strata = sides.map(ratesOn);
  const result = rankTest(strata);
  if (result === null) return null;
  const beforeMsPerHour = mean(strata.flatMap((one) => one.before)) ?? 0;
  const afterMsPerHour = mean(strata.flatMap((one) => one.after)) ?? 0;
  const isUp = afterMsPerHour > beforeMsPerHour;
  const [low, high] = isUp ? [beforeMsPerHour, afterMsPerHour] : [afterMsPerHour, beforeMsPerHour];
  if (high - low < LEAST_MS_PER_HOUR || high < low * LEAST_RATIO) return null;
  // Both directions are looked at.
  const p = Math.min(1, 2 * (isUp ? result.up : result.down) * tests);
  if (p >= ALPHA) return null;
  const changed = hosts.map(ratesOn).filter((one) => {
    const [was, is] = [mean(one.before) ?? 0, mean(one.after) ?? 0];
    return isUp ? is > was * LEAST_RATIO : is * LEAST_RATIO < was;
  });
  return {
    kind: isUp ? 'regression' : 'improvement',
    fingerprint,
    since: { type: split.type, value: split.value },
    beforeMsPerHour,
    afterMsPerHour,
    ratio: beforeMsPerHour > 0 ? afterMsPerHour / beforeMsPerHour : null,
    hosts: { compared: hosts.length, changed: changed.length },
    runs: { before, after },
    p,
  };
}
