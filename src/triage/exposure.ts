import type { RunRecord } from './records.js';

const HOUR_MS = 3_600_000;
/** A run shorter than this says little about an hour: its rate is that of this time. */
const LEAST_MS = 60_000;

/** ms blocked in an hour of recording, for each run and one culprit: 0 where it was not seen. */
export function ratesOf(
  runs: readonly RunRecord[],
  blockedMs: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  return new Map(runs.map((run) => [run.run, ((blockedMs.get(run.run) ?? 0) * HOUR_MS) / spanMs(run)]));
}

export function spanMs({ startMs, endMs }: RunRecord): number {
  return Math.max(LEAST_MS, endMs - startMs);
}

/** The day of a moment, UTC: `2026-11-25`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
