/** Delays of the pulse, counted: what percentiles are made of, in a report and in the monitor of a process that runs. */
import type { HealthEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { DelayCount } from './figures.cjs';

/** The pulse's delays as the trace holds them, added up over time, ascending; one pulse is one count. */
function pulseDelays(health: readonly Pick<HealthEvent, 'delays' | 'maxDelayNs'>[]): DelayCount[] {
  const sums = new Map<number, number>();
  for (const event of health) {
    for (const [upToNs, count] of event.delays) {
      // A bucket's upper end is more than was ever measured in the bucket of the largest delay.
      const delayNs = Math.min(upToNs, Math.max(event.maxDelayNs, 0) || upToNs);
      sums.set(delayNs, (sums.get(delayNs) ?? 0) + count);
    }
  }
  return ascending(sums);
}

function ascending(sums: ReadonlyMap<number, number>): DelayCount[] {
  return [...sums].map(([delayNs, count]) => ({ delayNs, count })).sort((a, b) => a.delayNs - b.delayNs);
}

/** Ticks of a delay beyond this many are spread evenly instead of one by one: an endless loop must not cost an hour. */
const MAX_STEPS = 4096;

/**
 * Corrects for coordinated omission: a delay of D swallowed the ticks that were due in it, and those would have waited
 * D - pulse, D - 2 pulse, …
 */
function withSwallowedTicks(delays: readonly DelayCount[], pulseNs: number): DelayCount[] {
  const sums = new Map<number, number>();
  const add = (delayNs: number, count: number) => sums.set(delayNs, (sums.get(delayNs) ?? 0) + count);
  for (const { delayNs, count } of delays) {
    add(delayNs, count);
    if (pulseNs <= 0) continue;
    const swallowed = Math.max(0, Math.ceil(delayNs / pulseNs) - 1);
    const stride = Math.max(1, Math.ceil(swallowed / MAX_STEPS));
    for (let k = 1; k <= swallowed; k += stride) {
      add(delayNs - k * pulseNs, count * Math.min(stride, swallowed - k + 1));
    }
  }
  return ascending(sums);
}

function totalOf(delays: readonly DelayCount[]): number {
  return delays.reduce((sum, one) => sum + one.count, 0);
}

/** The delay that a share (0–1) of all ticks did not exceed; null without any tick. `delays` ascend. */
function percentileNs(delays: readonly DelayCount[], share: number): number | null {
  const total = totalOf(delays);
  if (total === 0) return null;
  let seen = 0;
  for (const { delayNs, count } of delays) {
    seen += count;
    if (seen >= share * total) return delayNs;
  }
  return delays.at(-1)?.delayNs ?? null;
}

/** Null without any tick. */
function meanNs(delays: readonly DelayCount[]): number | null {
  const total = totalOf(delays);
  if (total === 0) return null;
  return delays.reduce((sum, one) => sum + one.delayNs * one.count, 0) / total;
}

/** Of all the ticks, not of a sample of them; null without any. */
function stddevNs(delays: readonly DelayCount[]): number | null {
  const mean = meanNs(delays);
  if (mean === null) return null;
  return Math.sqrt(delays.reduce((sum, one) => sum + one.count * (one.delayNs - mean) ** 2, 0) / totalOf(delays));
}

export = { pulseDelays, withSwallowedTicks, percentileNs, meanNs, stddevNs };
