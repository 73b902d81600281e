/** Every default by which the gate decides, each with its reason. */

/** Within this part of its limit a figure may fall on either side of it by chance: repeated quiet runs differ by as much. */
export const NEAR_SHARE = 0.1;

/**
 * A thread that waited for a core for a quarter of the time in which it wanted one shared it with others: caches and the
 * clock rate were theirs too, so its figures are rough.
 */
export const HEAVY_STARVATION_SHARE = 0.25;

/** A run is judged where at least this share of the target's life was watched: a stall in the rest would not be known. */
export const MIN_SEEN_SHARE = 0.8;

/** p99 is over a limit for certain where the code's own stalls alone delay this share of the time by more. */
export const P99_TAIL_SHARE = 0.01;

/** The clock's figure is told beside the code's own where it is larger by this share of it, ... */
export const NOTICEABLE_SHARE = 0.05;

/** ... and by this much. */
export const NOTICEABLE_MS = 2;
