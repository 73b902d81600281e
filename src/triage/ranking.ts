import type { StackFrame } from '../analyze/diagnosis.js';
import type { CulpritSums, GroupSums, Totals } from './aggregates.js';
import type { CulpritRecord, RunRecord } from './records.js';

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
export interface RankedGroup extends GroupSums {
  readonly share: number;
}

export type Order = 'time' | 'requests';

const TREND_SLICES = 24;
const HOUR_MS = 3_600_000;

/** The culprits by total time blocked, or by requests delayed; the other decides between equals. */
export function rankCulprits(
  culprits: readonly CulpritSums[],
  runs: readonly RunRecord[],
  order: Order,
): readonly RankedCulprit[] {
  const allMs = culprits.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const span = spanOf(runs);
  const ranked = culprits.map((sums): RankedCulprit => {
    const { culprit, blockedMs, hours, ...totals } = sums;
    const own = runs.filter(({ run }) => blockedMs.has(run));
    return {
      fingerprint: culprit.fingerprint,
      location: culprit.location,
      cause: culprit.cause,
      ...totals,
      share: allMs > 0 ? totals.totalMs / allMs : 0,
      hosts: distinct(own.map(({ host }) => host)),
      versions: distinct(own.map(({ version }) => version)),
      nodeVersions: distinct(own.map(({ nodeVersion }) => nodeVersion)),
      trendMs: trendOf(sums, span),
      example: { stack: culprit.stack, durationMs: culprit.worstMs, path: culprit.path },
    };
  });
  return ranked.sort((a, b) => compareTotals(a, b, order) || (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** The fleet's stalled time by the values of a dimension, in the same order. */
export function rankGroups(groups: readonly GroupSums[], order: Order): readonly RankedGroup[] {
  const allMs = groups.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const ranked = groups.map((group): RankedGroup => ({ ...group, share: allMs > 0 ? group.totalMs / allMs : 0 }));
  return ranked.sort((a, b) => compareTotals(a, b, order) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

function compareTotals(a: Totals, b: Totals, order: Order): number {
  const time = b.totalMs - a.totalMs;
  const requests = (b.requests ?? -1) - (a.requests ?? -1);
  return order === 'time' ? time || requests : requests || time;
}

/** From the first run's start to the last one's end; null for no runs. */
export function spanOf(runs: readonly RunRecord[]): { readonly startMs: number; readonly endMs: number } | null {
  if (runs.length === 0) return null;
  const least = (value: (run: RunRecord) => number) =>
    runs.reduce((least, run) => Math.min(least, value(run)), Number.POSITIVE_INFINITY);
  return { startMs: least(({ startMs }) => startMs), endMs: -least(({ endMs }) => -endMs) };
}

function trendOf({ hours, firstMs, lastMs }: CulpritSums, span: ReturnType<typeof spanOf>): readonly number[] {
  if (span === null) return [];
  const slices = new Array<number>(TREND_SLICES).fill(0);
  const widthMs = Math.max(1, span.endMs - span.startMs) / TREND_SLICES;
  for (const { hour, totalMs } of hours) {
    const atMs = Math.min(lastMs, Math.max(firstMs, (hour + 0.5) * HOUR_MS));
    const slice = Math.min(TREND_SLICES - 1, Math.max(0, Math.floor((atMs - span.startMs) / widthMs)));
    slices[slice] = (slices[slice] ?? 0) + totalMs;
  }
  return slices;
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort();
}
