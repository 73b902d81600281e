/** A time as people read it: `430 ms`, `12 s`, `3.5 min`, `2.1 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${tenths(ms / 1000)} s`;
  return ms < 3_600_000 ? `${tenths(ms / 60_000)} min` : `${tenths(ms / 3_600_000)} h`;
}

function tenths(value: number): string {
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));
}

/** `2026-11-25 07:12`. */
export function minute(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
