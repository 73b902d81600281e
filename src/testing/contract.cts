import type { Stall } from './stall.cjs';

/** What was seen while it was watched. */
export interface Watched {
  /** Stalls of the watched work itself, longest first. */
  readonly stalls: readonly Stall[];
  /** Stalls of the time that cannot be shown to be this work's: other tests', the runner's, or nobody's. */
  readonly others: readonly Stall[];
  /** Why the blamed line is not known here, in a sentence; null where it is. */
  readonly blind: string | null;
}

/** A watch over the loop. */
export interface LoopWatch {
  /** Runs work as the watched one; what it begins (timers, promises) belongs to it too. */
  run<T>(work: () => T): T;
  /** Ends the watch and tells what was seen of `thresholdMs` and longer. */
  stop(): Promise<Watched>;
}

/** How `watchLoop` is told what counts. */
export interface WatchOptions {
  /** A pause at least this long is told of, ms. 50, and at least 20. */
  readonly thresholdMs?: number;
}

/** What a test allows. */
export interface NoStallOptions {
  /** The longest pause that passes, ms. 50, and at least 20. */
  readonly maxMs?: number;
}

/** What `expectNoStall` fails with. */
export interface StallError extends Error {
  readonly name: 'StallError';
}

/** What `loopcheck/test` exports. */
export interface TestApi {
  /**
   * Runs `work` and gives what it gives. Rejects with a `StallError` where a callback of `work`, or of what it began, held
   * the loop for longer than `maxMs`; its message holds how long, where, and why as far as that was measured. Stalls of
   * other tests that run beside it do not count. Rejects with the work's own error where that fails, and with a
   * `TypeError` for options that make no sense.
   */
  readonly expectNoStall: <T>(work: () => T | Promise<T>, options?: NoStallOptions) => Promise<T>;
  /**
   * Watches the loop of this thread until `stop`. Stalls count as the test's own where they were seen inside work that
   * `run` started, or that was started after `watchLoop` in the same async context. Rejects with a `TypeError` for options
   * that make no sense.
   */
  readonly watchLoop: (options?: WatchOptions) => Promise<LoopWatch>;
  /** The class of what `expectNoStall` fails with. */
  readonly StallError: new (
    message?: string,
  ) => StallError;
}
