/** By which a difference between runs is called one, each with its reason. */

/** The usual level: of twenty comparisons of the same code one is taken for a change. */
export const SIGNIFICANT_P = 0.05;

/**
 * A proven difference smaller than both of these is told as none: nobody rewrites code for it, and with many runs even
 * the temperature of a core is proven.
 */
export const MIN_CHANGE_SHARE = 0.05;
export const MIN_CHANGE_MS = 5;

/**
 * Without a test, a worst stall must be a quarter longer, and 20 ms: the same code differs by up to a fifth from run to
 * run on shared machines, and the pulse that cuts stalls out of a turn of the loop beats every 20 ms.
 */
export const TOLERANCE_SHARE = 0.25;
export const TOLERANCE_MS = 20;

/** The same for utilization, which is a share itself: a twentieth of the run. */
export const TOLERANCE_UTILIZATION = 0.05;

/** How far `after` may be from `before` and still count as the same. */
export function toleranceMs(beforeMs: number): number {
  return Math.max(TOLERANCE_SHARE * beforeMs, TOLERANCE_MS);
}
