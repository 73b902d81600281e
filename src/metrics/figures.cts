/** The figures of a loop as tools that collect metrics are told them. Null is what is not known: it is left out there. */

/** Delays of ticks, each with how many there were; `delayNs` is the upper end of the trace's bucket. */
export interface DelayCount {
  readonly delayNs: number;
  readonly count: number;
}

/** How late the pulse came, over the time that is told of. */
export interface DelayFigures {
  readonly minMs: number | null;
  readonly meanMs: number | null;
  readonly stddevMs: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

/** Stalls of one cause since the beginning. */
export interface StallFigures {
  /** A kind of cause, or `unknown`. */
  readonly cause: string;
  readonly count: number;
  readonly totalMs: number;
}

/** Collections of one kind since the beginning, of `LONG_COLLECTION_MS` and more. */
export interface CollectionFigures {
  /** `minor`, `major`, `incremental`, `weakcb`. */
  readonly kind: string;
  readonly count: number;
  readonly totalMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** How many lie within each of the bounds of `collections.cts`, and last those beyond all of them. */
  readonly buckets: readonly number[];
}

export interface Figures {
  /** The probe watches, or watched; without it nothing else but the threshold is told. */
  readonly armed: boolean;
  readonly thresholdMs: number;
  readonly delay: DelayFigures;
  /** 0–1, over the same time as the delays. */
  readonly utilization: number | null;
  /** Since the beginning: time in which the loop did not wait for events, and in which it did. */
  readonly activeMs: number | null;
  readonly idleMs: number | null;
  /** For how long the loop has been standing still by now, 0 while it turns; null for a run that is over. */
  readonly blockedMs: number | null;
  readonly stalls: readonly StallFigures[] | null;
  readonly collections: readonly CollectionFigures[] | null;
  /** Events that the trace has lost. */
  readonly droppedEvents: number | null;
}
