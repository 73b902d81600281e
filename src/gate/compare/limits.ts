/** By which a difference between runs is called one, each with its reason. */

/** The usual level: of twenty comparisons of the same code one is taken for a change. */
export const SIGNIFICANT_P = 0.05;

/**
 * A proven difference smaller than either of these is told as none. Runs of one side are made one after the other, and a
 * test proves what the machine was like meanwhile as well: a core that is shared or warm computes by a tenth slower.
 */
export const MIN_CHANGE_SHARE = 0.15;
export const MIN_CHANGE_MS = 10;

/** The same for utilization, which is a share itself. */
export const MIN_CHANGE_UTILIZATION = 0.01;

/**
 * Without a test, a worst stall must be a quarter longer, and 20 ms: the same code differs by up to a fifth from run to
 * run on shared machines, and the pulse that cuts stalls out of a turn of the loop beats every 20 ms.
 */
export const TOLERANCE_SHARE = 0.25;
export const TOLERANCE_MS = 20;

/** The same for utilization, which is a share itself: a twentieth of the run. */
export const TOLERANCE_UTILIZATION = 0.05;

/**
 * The same for a stall that waited for a core for longer than it had one: whoever is taken off it again and again finds
 * its caches cold, and computes by up to a half longer.
 */
export const STARVED_TOLERANCE_SHARE = 0.5;

/** How far `after` may be from `before` and still count as the same. */
export function toleranceMs(beforeMs: number, isStarved = false): number {
  return Math.max((isStarved ? STARVED_TOLERANCE_SHARE : TOLERANCE_SHARE) * beforeMs, TOLERANCE_MS);
}
