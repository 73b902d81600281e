/** What a loop's delays would be without those of some of its stalls. */
import type { DelayCount } from '../metrics/figures.cjs';

/** A stall's own delay lies in a bucket at most this much wide of its length. */
const SAME_DELAY = 0.5;

/** The delays of stalls among all of a loop's, and how many they are: one a stall, as far as one is there. */
export interface FoundDelays {
  /** With how many of each there were. */
  readonly delays: readonly DelayCount[];
  /** Position in the loop's delays, and how many of them were found. */
  readonly counts: ReadonlyMap<number, number>;
  readonly count: number;
}

/** Finds the delays that belong to some stalls: each time the nearest that is left. `delays` ascend. */
export function delaysOfStalls(delays: readonly DelayCount[], stallsNs: readonly number[]): FoundDelays {
  const counts = new Map<number, number>();
  const isLeft = (index: number) => (delays[index]?.count ?? 0) > (counts.get(index) ?? 0);
  const distance = (index: number, stallNs: number) =>
    Math.abs((delays[index]?.delayNs ?? Number.POSITIVE_INFINITY) - stallNs);
  let count = 0;
  for (const stallNs of stallsNs) {
    let above = firstFrom(delays.length, (index) => (delays[index] as DelayCount).delayNs >= stallNs);
    let below = above - 1;
    while (below >= 0 && !isLeft(below) && distance(below, stallNs) <= SAME_DELAY * stallNs) below--;
    while (above < delays.length && !isLeft(above) && distance(above, stallNs) <= SAME_DELAY * stallNs) above++;
    const nearest = distance(above, stallNs) < distance(below, stallNs) ? above : below;
    if (!isLeft(nearest) || distance(nearest, stallNs) > SAME_DELAY * stallNs) continue;
    counts.set(nearest, (counts.get(nearest) ?? 0) + 1);
    count++;
  }
  const found = [...counts].sort(([a], [b]) => a - b);
  return {
    delays: found.map(([index, times]) => ({ delayNs: delays[index]?.delayNs ?? 0, count: times })),
    counts,
    count,
  };
}

/** Makes the delays of some stalls zero, as if their ticks had come in time. `delays` ascend. */
export function withoutStalls(delays: readonly DelayCount[], stallsNs: readonly number[]): DelayCount[] {
  const { counts, count } = delaysOfStalls(delays, stallsNs);
  const left = delays.map((one, index) => ({ ...one, count: one.count - (counts.get(index) ?? 0) }));
  return [{ delayNs: 0, count }, ...left].filter((one) => one.count > 0);
}

/** Ticks by their delay, added up from the shortest on, so that it is quickly known how many there are up to any delay. */
export interface TickSums {
  /** Ascending. */
  readonly delaysNs: readonly number[];
  /** How many ticks have this delay or less. */
  readonly upTo: readonly number[];
}

/** `delays` in any order; the same delay may come again. */
export function sumUpTicks(delays: readonly DelayCount[]): TickSums {
  const delaysNs: number[] = [];
  const upTo: number[] = [];
  let sum = 0;
  for (const { delayNs, count } of delays.toSorted((a, b) => a.delayNs - b.delayNs)) {
    sum += count;
    if (delaysNs.at(-1) === delayNs) upTo[upTo.length - 1] = sum;
    else {
      delaysNs.push(delayNs);
      upTo.push(sum);
    }
  }
  return { delaysNs, upTo };
}

function ticksUpTo({ delaysNs, upTo }: TickSums, delayNs: number): number {
  const next = firstFrom(delaysNs.length, (index) => (delaysNs[index] as number) > delayNs);
  return next === 0 ? 0 : (upTo[next - 1] as number);
}

/**
 * `percentileNs` of all ticks, had those of `gone` not been, and `inTime` more come without any delay. Null without any
 * tick.
 */
export function percentileWithoutNs(all: TickSums, gone: TickSums, inTime: number, share: number): number | null {
  const total = (all.upTo.at(-1) ?? 0) - (gone.upTo.at(-1) ?? 0) + inTime;
  if (total === 0) return null;
  const left = (delayNs: number) => ticksUpTo(all, delayNs) - ticksUpTo(gone, delayNs) + inTime;
  if (inTime > 0 && left(0) >= share * total) return 0;
  const at = firstFrom(all.delaysNs.length, (index) => left(all.delaysNs[index] as number) >= share * total);
  return all.delaysNs[at] ?? all.delaysNs.at(-1) ?? null;
}

/** The first index for which `isThere` holds, where it holds for all that follow; `count` where it holds for none. */
export function firstFrom(count: number, isThere: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
