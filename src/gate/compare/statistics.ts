/** Figures of several runs as one. All are null without a value. */

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

export function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
