import { ALPHA, type Change } from './answers.js';
import { byFingerprint, dayOf, ratesOf } from './exposure.js';
import type { Fleet, RunRecord } from './records.js';
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
export function findChanges(fleet: Fleet, splits: readonly Split[]): readonly Change[] {
  const culprits = byFingerprint(fleet);
  const usable = splits.map((split) => sides(fleet.runs, split)).filter(({ enough }) => enough);
  const tests = culprits.size * usable.length;
  const changes: Change[] = [];
  for (const [fingerprint, stalls] of culprits) {
    const rates = ratesOf(fleet.runs, stalls);
    const found = usable.flatMap((cut) => compare(fingerprint, cut, rates, tests) ?? []);
    const best = found.sort((a, b) => weight(a) - weight(b))[0];
    if (best !== undefined) changes.push(best);
  }
  return changes.sort((a, b) => a.p - b.p);
}

function weight({ since, p }: Change): number {
  return since.type === 'date' ? p * DAY_FACTOR : p;
}

interface Cut {
  readonly split: Split;
  readonly before: readonly RunRecord[];
  readonly after: readonly RunRecord[];
  readonly enough: boolean;
}

function sides(runs: readonly RunRecord[], split: Split): Cut {
  const before = runs.filter((run) => split.isAfter(run) === false);
  const after = runs.filter((run) => split.isAfter(run) === true);
  return { split, before, after, enough: Math.min(before.length, after.length) >= LEAST_RUNS };
}

function compare(
  fingerprint: string,
  { split, before, after }: Cut,
  rates: ReadonlyMap<number, number>,
  tests: number,
): Change | null {
  const ratesIn = (runs: readonly RunRecord[]) => runs.map(({ run }) => rates.get(run) ?? 0);
  const hosts = [...new Set([...before, ...after].map(({ host }) => host))];
  const byHost = hosts.map((host) => ({
    host,
    before: ratesIn(before.filter((run) => run.host === host)),
    after: ratesIn(after.filter((run) => run.host === host)),
  }));
  const both = byHost.filter((one) => one.before.length > 0 && one.after.length > 0);
  // A release that went to other hosts than the one before can only be compared between hosts.
  const pairedRuns = Math.min(
    ...(['before', 'after'] as const).map((side) => both.reduce((n, one) => n + one[side].length, 0)),
  );
  const strata = pairedRuns >= LEAST_RUNS ? both : [{ before: ratesIn(before), after: ratesIn(after) }];
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
  const known = both.filter(({ host }) => host !== null);
  const changed = known.filter((one) => {
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
    hosts: { compared: known.length, changed: changed.length },
    runs: { before: before.length, after: after.length },
    p,
  };
}
