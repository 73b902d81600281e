const STEPS_IN_MS = 1024;

/**
 * A time to the nearest 1024th of a ms. Such times are added without any rounding, so that sums are the same in whatever
 * order, and in whatever database, they are taken: 2^43 of them fit a double, 278 years.
 */
export function onGrid(ms: number): number {
  return Math.round(ms * STEPS_IN_MS) / STEPS_IN_MS;
}

/** A time on the grid as a whole number of its steps. */
export function gridSteps(ms: number): number {
  return Math.round(ms * STEPS_IN_MS);
}
