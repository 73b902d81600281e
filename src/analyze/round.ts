/** 2.1234567 → 2.123: no clock is better than a µs. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
