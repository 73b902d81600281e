import { formatMs } from '../../../gate/figures.js';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;

const times = (unitMs: number, ...counts: readonly number[]) => counts.map((count) => count * unitMs);

/** How far apart the labels of an axis may be: what people count in. */
export const TICK_STEPS_MS: readonly number[] = [
  ...times(1, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 250, 500),
  ...times(MS_PER_SECOND, 1, 2, 5, 10, 15, 30),
  ...times(MS_PER_MINUTE, 1, 2, 5, 10, 15, 30),
  ...times(MS_PER_HOUR, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720),
];

/** Finer seconds would be the digits of milliseconds. */
const MOST_DECIMALS = 3;

/** Decimals of a second that tell steps of `stepMs` apart: 0 for 2 s, 1 for 500 ms, 2 for 250 ms. */
function decimalsFor(stepMs: number): number {
  let decimals = 0;
  for (let unitMs = MS_PER_SECOND; decimals < MOST_DECIMALS && stepMs % unitMs !== 0; unitMs /= 10) decimals += 1;
  return decimals;
}

/** A moment of the run, ms, as the axis shows it between others that are `stepMs` apart. */
export function tickText(ms: number, stepMs: number): string {
  if (stepMs >= MS_PER_MINUTE) return ms === 0 ? '0' : formatMs(ms);
  if (stepMs < 1) return `${ms.toFixed(1)} ms`;
  if (Math.abs(ms) < MS_PER_SECOND && stepMs < MS_PER_SECOND) return `${Math.round(ms)} ms`;
  return `${(ms / MS_PER_SECOND).toFixed(decimalsFor(stepMs))} s`;
}
