import { errors } from './errors.js';

const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, '': 1 };

/** The whole text must match: an unanchored pattern would take "50 parsecs" for 50. */
const TIME = /^(\d+(?:\.\d*)?|\.\d+)(ms|s|m)?$/;

/** Timers of Node run at once when they are asked for more (2^31 - 1 ms, 24.8 days). */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** What a time may be. */
export interface TimeRange {
  readonly zero: boolean;
  readonly maxMs?: number;
}

/** Reads `50`, `250ms`, `1.5s`, `2m` as milliseconds. Throws a usage error that names the option and the value. */
export function parseTime(option: string, text: string, range: TimeRange): number {
  const [, amount = '', unit = ''] = TIME.exec(text) ?? [];
  const ms = amount === '' ? Number.NaN : Number(amount) * (MS_PER_UNIT[unit] ?? Number.NaN);
  const maxMs = range.maxMs ?? Number.MAX_VALUE;
  if (ms <= maxMs && (range.zero ? ms >= 0 : ms > 0)) return ms;
  throw errors.badTime(option, text, describe(range, ms > maxMs && ms < Number.POSITIVE_INFINITY));
}

/** Reads a whole number, 0 or more. Throws a usage error that names the option and the value. */
export function parseCount(option: string, text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw errors.badCount(option, text);
}

/** Reads `0.25` or `25%` as a share of 0 to 1. Throws a usage error that names the option and the value. */
export function parseShare(option: string, text: string): number {
  const [, amount = '', percent = ''] = /^(\d+(?:\.\d*)?|\.\d+)(%)?$/.exec(text) ?? [];
  const share = amount === '' ? Number.NaN : Number(amount) / (percent === '' ? 1 : 100);
  if (share >= 0 && share <= 1) return share;
  throw errors.badShare(option, text);
}

function describe(range: TimeRange, tooLong: boolean): string {
  if (tooLong) return 'a time of at most 24 days';
  return range.zero ? 'a time of 0 or more' : 'a time above 0';
}
