/** What is written of stalls, and of what was going on in them. */

/** A stall passed the threshold and still lasts. */
export interface StallOpenEvent {
  readonly type: 'stall-open';
  /** Counts from 1 in each process. */
  readonly stall: number;
  readonly threadId?: number;
  /** The best that is known so far; `stall-close` corrects it. */
  readonly startNs: number;
  readonly atNs: number;
  /** It was looked at from outside, before the probe was in the process: who had to wait for it is not known. */
  readonly outside?: true;
}

/** One look at the blocked thread. Samples of a stall come in the order of `atNs`. */
export interface SampleEvent {
  readonly type: 'sample';
  readonly stall: number;
  /** When the thread answered. */
  readonly atNs: number;
  /** How long the answer took from the request: long where the thread was in native code that never looks up. */
  readonly waitNs: number;
  /** Id of a `stack` node; 0 where the stack was empty. */
  readonly stack: number;
  /** How much of the stall this look stands for: the time since the look before it (or since the stall's start). */
  readonly weightNs: number;
  /** The timed call that the thread was inside, if any: `fs.readFileSync`. */
  readonly api?: string;
  /**
   * Callbacks that ended since the look before: `m` the microtask queue went on to another callback, `n` the
   * `process.nextTick` queue did. Without it the same callback was still running.
   */
  readonly turned?: 'm' | 'n' | 'mn';
  /**
   * Frame of the callback (its first line) that the loop had just left when the thread could answer, where no frame of
   * the target's own was on the stack any more: the native part ran inside it.
   */
  readonly ran?: number;
  /** What the loop was serving; left out where it was the same as in the look before, or unknown. */
  readonly trigger?: { readonly type: string; readonly label: string };
  /** Timers that were overdue, and the sum of their waiting so far; left out where none was. */
  readonly overdueTimers?: number;
  readonly timersWaitNs?: number;
  /** HTTP requests that were open, the one being served included; left out where none was. */
  readonly openRequests?: number;
  /** How many looks this line stands for, where long stalls were thinned. 1 where left out. */
  readonly count?: number;
}

/** The stall still lasts at `atNs`. Written at least every 250 ms at first, then at every fiftieth of its length. */
export interface StallGrowEvent {
  readonly type: 'stall-grow';
  readonly stall: number;
  readonly atNs: number;
  /** Time in garbage collection since the stall was first looked at. */
  readonly gcNs?: number;
  /** A timed call that has not come back yet, and when the monitor first saw the thread inside it. */
  readonly inCall?: { readonly api: string; readonly seenAtNs: number; readonly stack?: number };
}

/** How much of a stall's time went into calls of one api. */
export interface CallTotal {
  readonly api: string;
  /** Calls begun in the stall, nested ones left out. */
  readonly count: number;
  /** Time inside them, as far as they were timed: see `timedSpanNs`. */
  readonly timedNs: number;
}

/** The stall is over, or the process is. */
export interface StallCloseEvent {
  readonly type: 'stall-close';
  readonly stall: number;
  readonly startNs: number;
  readonly endNs: number;
  /** `turn`: the loop went on. `exit`: the process ended inside the stall. */
  readonly ended: 'turn' | 'exit';
  /** CPU time of the thread between both ends; null where the platform can't tell. */
  readonly cpuNs: number | null;
  /** Time the thread was ready and waited for a core. */
  readonly runQueueNs: number | null;
  /** Time for which the loop itself waited for events, by libuv's clock: it was woken late. Left out where not known. */
  readonly idleNs?: number;
  /** Time in garbage collection; null where the `gc` eye is shut or the process ended first. */
  readonly gcNs: number | null;
  /** How late the monitor itself was woken within the stall, in all: near the stall's length if all threads stood. */
  readonly monitorLateNs: number;
  /** Totals of the timed calls, largest first. */
  readonly calls: readonly CallTotal[];
  /** The last part of the stall, in which short calls were timed too; `count` above is for all of it. */
  readonly timedSpanNs: number;
  /** Looks that were taken but not written, because of the limit on a stall's size. */
  readonly droppedSamples: number;
}

/** One timed call of 5 ms or more. Written when it came back, so after the samples taken inside it. */
export interface CallEvent {
  readonly type: 'call';
  readonly api: string;
  readonly threadId?: number;
  readonly startNs: number;
  readonly durationNs: number;
  /** Where it was called; 0 where unknown. */
  readonly stack: number;
  /** Bytes or characters of what was read, parsed or written, where that is cheap to know. */
  readonly size?: number;
  /** A short word on what it was called with where that decides the verdict: the command of a child (`sleep`). */
  readonly detail?: string;
}

/** Requests and messages that were read right after the stall that ended at `atNs`: they had waited for its end. */
export interface QueuedEvent {
  readonly type: 'queued';
  readonly threadId?: number;
  readonly atNs: number;
  /** HTTP requests. */
  readonly requests: number;
  /** Messages of other threads, without those that were long work themselves; left out where there were none. */
  readonly messages?: number;
}
