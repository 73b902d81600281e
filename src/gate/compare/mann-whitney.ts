/** Below this many values in all, the distribution is counted out; above it a normal one is as good, and quicker. */
const MOST_EXACT = 60;

/** What the test says of two samples. */
export interface RankTest {
  /** Two-sided: the chance that samples drawn from the same source differ by as much as these, 0–1. */
  readonly p: number;
  /** The chance that a value of the second sample is above one of the first, 0–1; ties count half. 0.5: no difference. */
  readonly above: number;
}

/**
 * The rank test of Mann and Whitney (Wilcoxon's for two samples): whether the second sample lies elsewhere than the
 * first. It asks for no distribution, and one outlier does not decide it. Exact, with ties, for up to 60 values in all.
 * Null where a sample is empty.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): RankTest | null {
  if (first.length === 0 || second.length === 0) return null;
  const ranks = doubledRanks([...first, ...second]);
  const size = second.length;
  const sum = ranks.slice(first.length).reduce((total, rank) => total + rank, 0);
  const u = sum / 2 - (size * (size + 1)) / 2;
  const above = u / (first.length * size);
  const p = ranks.length <= MOST_EXACT ? exactP(ranks, size, sum) : normalP(ranks, size, sum);
  return { p: Math.min(1, p), above };
}

/** The smallest p that samples of these sizes can reach: of few runs no difference can be proved. */
export function smallestP(first: number, second: number): number {
  let ways = 1;
  for (let taken = 1; taken <= Math.min(first, second); taken++) ways *= (first + second - taken + 1) / taken;
  return Math.min(1, 2 / ways);
}

/** Twice the rank of each value, so that the middle rank of ties is whole. */
function doubledRanks(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const ranks = new Map<number, number>();
  for (let start = 0; start < sorted.length; ) {
    const value = sorted[start] as number;
    let end = start;
    while (sorted[end + 1] === value) end++;
    ranks.set(value, start + end + 2);
    start = end + 1;
  }
  return values.map((value) => ranks.get(value) as number);
}

/** Counts in how many of all ways to deal the ranks the second sample's sum is as far from its mean as `sum`. */
function exactP(ranks: readonly number[], size: number, sum: number): number {
  // ways[taken] : how often each sum comes about with so many ranks taken.
  const ways: Map<number, number>[] = Array.from({ length: size + 1 }, () => new Map());
  ways[0]?.set(0, 1);
  for (const rank of ranks) {
    for (let taken = size; taken > 0; taken--) {
      for (const [before, count] of ways[taken - 1] ?? []) {
        const more = ways[taken];
        more?.set(before + rank, (more.get(before + rank) ?? 0) + count);
      }
    }
  }
  const mean = size * (ranks.length + 1);
  const distance = Math.abs(sum - mean);
  let all = 0;
  let asFar = 0;
  for (const [one, count] of ways[size] ?? []) {
    all += count;
    if (Math.abs(one - mean) >= distance) asFar += count;
  }
  return asFar / all;
}

/** The normal approximation, with the correction for ties and the one for steps of a half. */
function normalP(ranks: readonly number[], size: number, sum: number): number {
  const n = ranks.length;
  const ties = new Map<number, number>();
  for (const rank of ranks) ties.set(rank, (ties.get(rank) ?? 0) + 1);
  const tied = [...ties.values()].reduce((total, count) => total + count ** 3 - count, 0);
  const variance = ((size * (n - size)) / 12) * (n + 1 - tied / (n * (n - 1)));
  if (variance <= 0) return 1;
  const distance = Math.max(0, Math.abs(sum / 2 - (size * (n + 1)) / 2) - 0.5);
  return 2 * upperTail(distance / Math.sqrt(variance));
}

/** The part of a normal distribution above `z` (≥ 0); Abramowitz and Stegun 26.2.17, right to seven decimals. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
