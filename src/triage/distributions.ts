/** A gamma of this shape and more is a normal one, as far as a chance matters. */
const LARGEST_SHAPE = 1e6;

/**
 * The chance that a value of mean 0, deviation 1 and this skewness is larger than `z`: that of a gamma distribution where
 * the long tail is above, and the normal one, which is larger, where it is below.
 */
export function skewedTail(z: number, skewness: number): number {
  const shape = 4 / skewness ** 2;
  if (!(skewness > 0) || shape > LARGEST_SHAPE) return upperTail(z);
  return gammaTail(shape, shape + z * Math.sqrt(shape));
}

/** The regularized upper incomplete gamma function: the chance that a gamma value of this shape, scale 1, is larger than `x`. */
export function gammaTail(shape: number, x: number): number {
  if (x <= 0) return 1;
  const factor = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - factor * gammaSeries(shape, x) : factor * gammaFraction(shape, x);
}

/** Numerical Recipes 6.2: the series of the lower part, for small `x`. */
function gammaSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let total = term;
  for (let n = 1; Math.abs(term) > Math.abs(total) * Number.EPSILON; n += 1) {
    term *= x / (shape + n);
    total += term;
  }
  return total;
}

/** Numerical Recipes 6.2: the continued fraction of the upper part, by Lentz's method. */
function gammaFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b || tiny);
    c = b + a / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return value;
}

/** Lanczos' approximation (g = 7, nine terms), to 1e-14. */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const series = terms.reduce((total, term, index) => total + term / (x + index), 0.99999999999980993);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
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
