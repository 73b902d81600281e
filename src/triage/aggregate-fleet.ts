import {
  type Aggregates,
  type CulpritSums,
  type GroupSums,
  type HourSums,
  type Question,
  sortRuns,
  sortSums,
  type Totals,
} from './aggregates.js';
import { type Dimension, dimensionOf, filterFleet } from './filter.js';
import type { Fleet, RunRecord, StallRecord } from './records.js';

const HOUR_MS = 3_600_000;

/** Takes the sums of a fleet that lies in memory. */
export function aggregateFleet(whole: Fleet, { where, by }: Question): Aggregates {
  const fleet = filterFleet(whole, where);
  const runs = new Map(fleet.runs.map((run) => [run.run, run]));
  const groups = grouped(fleet.stalls, ({ fingerprint }) => fingerprint);
  const culprits = [...groups].flatMap(([fingerprint, stalls]): CulpritSums[] => {
    const culprit = fleet.culprits.get(fingerprint);
    if (culprit === undefined) return [];
    const blockedMs = new Map<number, number>();
    for (const { run, totalMs } of stalls) blockedMs.set(run, (blockedMs.get(run) ?? 0) + totalMs);
    return [
      {
        culprit,
        ...totalsOf(stalls),
        firstMs: leastOf(stalls, ({ firstMs }) => firstMs),
        lastMs: -leastOf(stalls, ({ lastMs }) => -lastMs),
        routes: distinct(stalls.map(({ route }) => route)),
        packages: distinct(stalls.map((stall) => stall.package)),
        blockedMs,
        hours: hoursOf(stalls, runs),
      },
    ];
  });
  return { runs: sortRuns(whole.runs), culprits: sortSums(culprits), groups: by === null ? [] : groupsBy(fleet, by) };
}

function groupsBy(fleet: Fleet, by: Dimension): readonly GroupSums[] {
  const runs = new Map(fleet.runs.map((run) => [run.run, run]));
  const keyOf = (stall: StallRecord) =>
    dimensionOf(by, stall, runs.get(stall.run), fleet.culprits.get(stall.fingerprint));
  return [...grouped(fleet.stalls, keyOf)].map(([key, stalls]) => {
    const culprits = new Set(stalls.map(({ fingerprint }) => fingerprint)).size;
    return { key, ...totalsOf(stalls), culprits };
  });
}

function hoursOf(stalls: readonly StallRecord[], runs: ReadonlyMap<number, RunRecord>): readonly HourSums[] {
  const hours = grouped(stalls, ({ firstMs }) => Math.floor(firstMs / HOUR_MS));
  return [...hours]
    .map(([hour, group]) => ({
      hour,
      totalMs: sumOf(group, ({ totalMs }) => totalMs),
      places: new Set(group.map(({ run }) => runs.get(run)?.host ?? run)).size,
    }))
    .sort((a, b) => a.hour - b.hour);
}

function totalsOf(stalls: readonly StallRecord[]): Totals {
  const requests = stalls.flatMap((stall) => stall.requests ?? []);
  return {
    count: sumOf(stalls, ({ count }) => count),
    totalMs: sumOf(stalls, ({ totalMs }) => totalMs),
    worstMs: -leastOf(stalls, ({ worstMs }) => -worstMs),
    requests: requests.length === 0 ? null : sumOf(requests, (value) => value),
    runs: new Set(stalls.map(({ run }) => run)).size,
  };
}

function grouped<K>(stalls: readonly StallRecord[], keyOf: (stall: StallRecord) => K): Map<K, StallRecord[]> {
  const groups = new Map<K, StallRecord[]>();
  for (const stall of stalls) {
    const key = keyOf(stall);
    const group = groups.get(key);
    if (group) group.push(stall);
    else groups.set(key, [stall]);
  }
  return groups;
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort();
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** Without spreading: there may be more items than a call takes arguments. */
function leastOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((least, item) => Math.min(least, value(item)), Number.POSITIVE_INFINITY);
}
