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
 * The stratified Mann-Whitney test (van Elteren): the normal approximation, corrected for ties and continuity. Null where
 * no stratum has both samples, or all values are one.
 */
export function rankTest(strata: readonly Stratum[]): RankTest | null {
  let excess = 0;
  let variance = 0;
  let half = 0;
  for (const { before, after } of strata) {
    const n = before.length + after.length;
    if (before.length === 0 || after.length === 0) continue;
    const { sum, ties } = rankSum(before, after);
    const weight = 1 / (n + 1);
    excess += weight * (sum - (after.length * (n + 1)) / 2);
    variance += weight ** 2 * ((before.length * after.length) / 12) * (n + 1 - ties / (n * (n - 1)));
    half = Math.max(half, weight / 2);
  }
  if (!(variance > 0)) return null;
  const deviation = Math.sqrt(variance);
  return { up: upperTail((excess - half) / deviation), down: upperTail((-excess - half) / deviation) };
}

/** The sum of the ranks of `after` among all, ties at their middle, and the sum of t³ − t over the ties. */
function rankSum(before: readonly number[], after: readonly number[]): { sum: number; ties: number } {
  const all = [
    ...before.map((value) => ({ value, isAfter: false })),
    ...after.map((value) => ({ value, isAfter: true })),
  ];
  all.sort((a, b) => a.value - b.value);
  let sum = 0;
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const count = to - from;
    ties += count ** 3 - count;
    for (let index = from; index < to; index += 1) if (all[index]?.isAfter) sum += (from + 1 + to) / 2;
    from = to;
  }
  return { sum, ties };
}

/** The chance that a standard normal value is larger than `z` (Abramowitz and Stegun 26.2.17, exact to 7.5e-8; Mills' ratio far out). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 4) return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / z))));
  const t = 1 / (1 + 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  return density * series.reduceRight((sum, factor) => (sum + factor) * t, 0);
}

/** The chance of `hits` or more among `tries` where each hits with `chance`. */
export function binomialTail(hits: number, tries: number, chance: number): number {
  if (hits <= 0) return 1;
  if (chance <= 0) return 0;
  if (chance >= 1) return 1;
  let logTerm = tries * Math.log1p(-chance);
  let sum = 0;
  for (let count = 0; count <= tries; count += 1) {
    if (count >= hits) sum += Math.exp(logTerm);
    logTerm += Math.log((tries - count) / (count + 1)) + Math.log(chance / (1 - chance));
  }
  return Math.min(1, sum);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Null for no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}
