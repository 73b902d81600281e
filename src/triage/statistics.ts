import { skewedTail } from './distributions.js';

/**
 * Ranks instead of means: what a fleet's runs were blocked for is far from a bell curve, and one terrible run must not
 * speak for all.
 */

/** Two samples of one stratum (a host, a version): only runs of the same stratum are compared with each other. */
export interface Stratum {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** One-sided: how likely ranks this high (`up`), or this low (`down`), are where nothing differs. */
export interface RankTest {
  readonly up: number;
  readonly down: number;
}

/**
 * The stratified Mann-Whitney test (van Elteren), corrected for ties and continuity. The chance is that of all ways to deal
 * the values to the two sides: their mean, variance and skewness are exact, and the tail is Pearson's type III, which is
 * the normal one where there is no skewness. A culprit that few runs have seen is far from normal: that three of two
 * hundred runs lie all on the small side is no rarity of one in a billion. Null where no stratum has both samples, or all
 * values are one.
 */
export function rankTest(strata: readonly Stratum[]): RankTest | null {
  let excess = 0;
  let variance = 0;
  let third = 0;
  let half = 0;
  for (const { before, after } of strata) {
    const n = before.length + after.length;
    const m = after.length;
    if (before.length === 0 || after.length === 0) continue;
    const { sum, squares, cubes } = rankSum(before, after);
    const weight = 1 / (n + 1);
    excess += weight * (sum - (m * (n + 1)) / 2);
    variance += (weight ** 2 * m * (n - m) * squares) / (n * (n - 1));
    // A sample of the whole, or one of two, has no third moment.
    if (n > 2) third += (weight ** 3 * m * (n - m) * (n - 2 * m) * cubes) / (n * (n - 1) * (n - 2));
    half = Math.max(half, weight / 2);
  }
  if (!(variance > 0)) return null;
  const deviation = Math.sqrt(variance);
  const skewness = third / deviation ** 3;
  return {
    up: skewedTail((excess - half) / deviation, skewness),
    down: skewedTail((-excess - half) / deviation, -skewness),
  };
}

/** The sum of the ranks of `after` among all, ties at their middle; and of the squares and cubes of all ranks' distances from their mean. */
function rankSum(before: readonly number[], after: readonly number[]): { sum: number; squares: number; cubes: number } {
  const all = [
    ...before.map((value) => ({ value, isAfter: false })),
    ...after.map((value) => ({ value, isAfter: true })),
  ];
  all.sort((a, b) => a.value - b.value);
  let sum = 0;
  let squares = 0;
  let cubes = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    const distance = rank - (all.length + 1) / 2;
    squares += (to - from) * distance ** 2;
    cubes += (to - from) * distance ** 3;
    for (let index = from; index < to; index += 1) if (all[index]?.isAfter) sum += rank;
    from = to;
  }
  return { sum, squares, cubes };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Null for no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}
