import { formatMs } from '../gate/figures.js';

/** How long several pauses took. */
export interface Spread {
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

/** Within this of each other pauses are alike: a machine has its moods. */
const ALIKE = 1.25;

/** Whether one figure speaks for all of them. */
export function isAlike({ minMs, maxMs }: Spread): boolean {
  return maxMs <= ALIKE * minMs;
}

/** `120–365 ms`, `0.9–1.2 s`, `430 ms – 1.2 s`: the unit is said once where both have it. */
export function formatRange({ minMs, maxMs }: Spread): string {
  const [from, to] = [formatMs(minMs), formatMs(maxMs)];
  const [value, unit, ...more] = from.split(' ');
  return more.length === 0 && to.split(' ').length === 2 && to.endsWith(` ${unit}`)
    ? `${value}–${to}`
    : `${from} – ${to}`;
}

/** `430 ms` where they are alike, else their range. */
export function formatSpread(spread: Spread): string {
  return isAlike(spread) ? formatMs(spread.medianMs) : formatRange(spread);
}
