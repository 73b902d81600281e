/** Figures as people read them; the gate's reasons and every report use the same. */

const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;

/** At most `digits` decimals, without trailing zeros. */
function decimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** A duration: `0.4 ms`, `14 ms`, `1.2 s`, `2 min 5 s`, `1 h 3 min`; `unknown` for what is no duration. */
export function formatMs(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return 'unknown';
  if (ms < 9.95) return `${decimals(ms, 1)} ms`;
  if (ms < MS_PER_SECOND - 0.5) return `${decimals(ms, 0)} ms`;
  if (ms < SECONDS_PER_MINUTE * MS_PER_SECOND - 50) return `${decimals(ms / MS_PER_SECOND, 1)} s`;
  const seconds = Math.round(ms / MS_PER_SECOND);
  if (seconds < SECONDS_PER_MINUTE * MINUTES_PER_HOUR) return twoUnits(seconds, SECONDS_PER_MINUTE, 'min', 's');
  return twoUnits(Math.round(seconds / SECONDS_PER_MINUTE), MINUTES_PER_HOUR, 'h', 'min');
}

function twoUnits(value: number, base: number, large: string, small: string): string {
  const rest = value % base;
  return `${formatCount(Math.floor(value / base))} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

/** A share of 0–1 as `63 %`; what is more than nothing is never shown as `0 %`, less than all never as `100 %`. */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return 'unknown';
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return '<1 %';
  if (percent === 100 && share < 1) return '>99 %';
  return `${percent} %`;
}

/** A whole number with its thousands apart: `12,345`. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',') : 'an unknown number';
}

/** `1 stall`, `2 stalls`, `1,200 stalls`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `once`, `twice`, `7 times`. */
export function times(count: number): string {
  if (count === 1) return 'once';
  if (count === 2) return 'twice';
  return `${formatCount(count)} times`;
}
