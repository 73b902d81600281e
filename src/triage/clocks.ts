import type { RunRecord } from './records.js';

/** A host whose clock was set between its traces: its times before and after do not fit together. */
export interface ClockNote {
  readonly host: string;
  /** How far its wall clock moved against the clock that only counts, at most, within one boot. */
  readonly movedMs: number;
}

/** Clocks drift by seconds; a minute is a correction by hand, or a machine that slept. */
const LEAST_MS = 60_000;
/** A larger step is another boot. */
const MOST_MS = 6 * 3_600_000;

/**
 * Hosts whose own clock moved by minutes. How far the clocks of two hosts are apart cannot be told from traces: days and
 * versions, by which triage compares, do not mind minutes.
 */
export function clockNotes(runs: readonly RunRecord[]): readonly ClockNote[] {
  const boots = new Map<string, number[]>();
  for (const { host, bootMs } of runs) {
    if (host === null || !Number.isFinite(bootMs)) continue;
    const known = boots.get(host);
    if (known) known.push(bootMs);
    else boots.set(host, [bootMs]);
  }
  return [...boots].flatMap(([host, times]): ClockNote[] => {
    const sorted = times.sort((a, b) => a - b);
    const steps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
    const movedMs = Math.max(0, ...steps.filter((step) => step >= LEAST_MS && step < MOST_MS));
    return movedMs === 0 ? [] : [{ host, movedMs }];
  });
}
