import type { Fleet, RunRecord, StallRecord } from './records.js';

const HOUR_MS = 3_600_000;
/** A run shorter than this says little about an hour: its rate is that of this time. */
const LEAST_MS = 60_000;

/** ms blocked in an hour of recording, for each run of the fleet and one culprit: 0 where it was not seen. */
export function ratesOf(runs: readonly RunRecord[], stalls: readonly StallRecord[]): ReadonlyMap<number, number> {
  const blocked = new Map<number, number>();
  for (const { run, totalMs } of stalls) blocked.set(run, (blocked.get(run) ?? 0) + totalMs);
  return new Map(runs.map((run) => [run.run, ((blocked.get(run.run) ?? 0) * HOUR_MS) / spanMs(run)]));
}

export function spanMs({ startMs, endMs }: RunRecord): number {
  return Math.max(LEAST_MS, endMs - startMs);
}

/** The fleet's stalls by fingerprint, the largest total first. */
export function byFingerprint({ stalls }: Fleet): ReadonlyMap<string, readonly StallRecord[]> {
  const groups = new Map<string, StallRecord[]>();
  for (const stall of stalls) {
    const group = groups.get(stall.fingerprint);
    if (group) group.push(stall);
    else groups.set(stall.fingerprint, [stall]);
  }
  const total = (group: readonly StallRecord[]) => group.reduce((ms, { totalMs }) => ms + totalMs, 0);
  return new Map([...groups].sort((a, b) => total(b[1]) - total(a[1]) || (a[0] < b[0] ? -1 : 1)));
}

/** The day of a moment, UTC: `2026-11-25`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
