import type { StackFrame } from '../analyze/diagnosis.js';
import { byFingerprint } from './exposure.js';
import { type Dimension, dimensionOf } from './filter.js';
import type { CulpritRecord, Fleet, RunRecord, StallRecord } from './records.js';

/** The sums over some stalls of a fleet. */
export interface Totals {
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Requests that waited; null where no stall could tell. */
  readonly requests: number | null;
  readonly runs: number;
}

export interface RankedCulprit extends Totals, Pick<CulpritRecord, 'fingerprint' | 'location' | 'cause'> {
  /** Of the fleet's whole stalled time, 0–1. */
  readonly share: number;
  readonly hosts: readonly string[];
  readonly versions: readonly string[];
  readonly nodeVersions: readonly string[];
  readonly routes: readonly string[];
  readonly packages: readonly string[];
  /** Wall clock, ms since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Blocked ms in equal slices of the fleet's time, oldest first. */
  readonly trendMs: readonly number[];
  readonly example: {
    readonly stack: readonly StackFrame[];
    readonly durationMs: number;
    readonly path: string;
  } | null;
}

/** A value of a dimension. `key` is null for what is not known. */
export interface RankedGroup extends Totals {
  readonly key: string | null;
  readonly share: number;
  readonly culprits: number;
}

export type Order = 'time' | 'requests';

const TREND_SLICES = 24;
const HOUR_MS = 3_600_000;

/** The culprits by total time blocked, or by requests delayed; the other decides between equals. */
export function rankCulprits(fleet: Fleet, order: Order): readonly RankedCulprit[] {
  const runs = new Map(fleet.runs.map((run) => [run.run, run]));
  const allMs = sumOf(fleet.stalls, ({ totalMs }) => totalMs);
  const span = spanOf(fleet.runs);
  const ranked = [...byFingerprint(fleet)].flatMap(([fingerprint, stalls]): RankedCulprit[] => {
    const culprit = fleet.culprits.get(fingerprint);
    if (culprit === undefined) return [];
    const own = [...new Set(stalls.map(({ run }) => run))].flatMap((run) => runs.get(run) ?? []);
    const totals = totalsOf(stalls);
    return [
      {
        fingerprint,
        location: culprit.location,
        cause: culprit.cause,
        ...totals,
        share: allMs > 0 ? totals.totalMs / allMs : 0,
        hosts: distinct(own.map(({ host }) => host)),
        versions: distinct(own.map(({ version }) => version)),
        nodeVersions: distinct(own.map(({ nodeVersion }) => nodeVersion)),
        routes: distinct(stalls.map(({ route }) => route)),
        packages: distinct(stalls.map((stall) => stall.package)),
        firstMs: minOf(stalls, ({ firstMs }) => firstMs),
        lastMs: -minOf(stalls, ({ lastMs }) => -lastMs),
        trendMs: trendOf(stalls, span),
        example: { stack: culprit.stack, durationMs: culprit.worstMs, path: culprit.path },
      },
    ];
  });
  return ranked.sort((a, b) => compareTotals(a, b, order) || (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** The fleet's stalled time by the values of a dimension, in the same order. */
export function rankGroups(fleet: Fleet, by: Dimension, order: Order): readonly RankedGroup[] {
  const runs = new Map(fleet.runs.map((run) => [run.run, run]));
  const allMs = sumOf(fleet.stalls, ({ totalMs }) => totalMs);
  const groups = new Map<string | null, StallRecord[]>();
  for (const stall of fleet.stalls) {
    const key = dimensionOf(by, stall, runs.get(stall.run), fleet.culprits.get(stall.fingerprint));
    const group = groups.get(key);
    if (group) group.push(stall);
    else groups.set(key, [stall]);
  }
  const ranked = [...groups].map(([key, stalls]): RankedGroup => {
    const totals = totalsOf(stalls);
    const culprits = new Set(stalls.map(({ fingerprint }) => fingerprint)).size;
    return { key, ...totals, share: allMs > 0 ? totals.totalMs / allMs : 0, culprits };
  });
  return ranked.sort((a, b) => compareTotals(a, b, order) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

function compareTotals(a: Totals, b: Totals, order: Order): number {
  const time = b.totalMs - a.totalMs;
  const requests = (b.requests ?? -1) - (a.requests ?? -1);
  return order === 'time' ? time || requests : requests || time;
}

function totalsOf(stalls: readonly StallRecord[]): Totals {
  const requests = stalls.flatMap((stall) => stall.requests ?? []);
  return {
    count: sumOf(stalls, ({ count }) => count),
    totalMs: sumOf(stalls, ({ totalMs }) => totalMs),
    worstMs: -minOf(stalls, ({ worstMs }) => -worstMs),
    requests: requests.length === 0 ? null : sumOf(requests, (value) => value),
    runs: new Set(stalls.map(({ run }) => run)).size,
  };
}

/** From the first run's start to the last one's end; null for no runs. */
export function spanOf(runs: readonly RunRecord[]): { readonly startMs: number; readonly endMs: number } | null {
  if (runs.length === 0) return null;
  return { startMs: minOf(runs, ({ startMs }) => startMs), endMs: -minOf(runs, ({ endMs }) => -endMs) };
}

function trendOf(stalls: readonly StallRecord[], span: ReturnType<typeof spanOf>): readonly number[] {
  if (span === null) return [];
  const slices = new Array<number>(TREND_SLICES).fill(0);
  const widthMs = Math.max(1, span.endMs - span.startMs) / TREND_SLICES;
  for (const { hours, firstMs, lastMs } of stalls) {
    for (const [hour, ms] of hours) {
      const atMs = Math.min(lastMs, Math.max(firstMs, (hour + 0.5) * HOUR_MS));
      const slice = Math.min(TREND_SLICES - 1, Math.max(0, Math.floor((atMs - span.startMs) / widthMs)));
      slices[slice] = (slices[slice] ?? 0) + ms;
    }
  }
  return slices;
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort();
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** Without spreading: there may be more items than a call takes arguments. */
function minOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((least, item) => Math.min(least, value(item)), Number.POSITIVE_INFINITY);
}
