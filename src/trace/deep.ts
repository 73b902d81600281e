/**
 * What `--deep` adds to a trace. As in events.ts: times are ns since the origin, `threadId` is left out where it is 0,
 * `stack` is the id of a stack's innermost node and 0 where nothing is known.
 */

/**
 * Calls of one async function from one place whose promise nobody has taken up (awaited, or given a reaction). Counted
 * up to `atNs`; a later one of the same `stack` and `via` replaces it. Calls that settled before their caller returned, or
 * that Node made, are not counted.
 */
export interface FloatingEvent {
  readonly type: 'floating';
  readonly atNs: number;
  readonly threadId?: number;
  /** `call`: innermost is where the async function begins, next out is who called it. `end`: the function's end alone. */
  readonly stack: number;
  /** `end`: found by a promise that nobody had taken up when its function ended; where it was called is not known. */
  readonly via: 'call' | 'end';
  /** Calls that were followed, the good ones too. */
  readonly made: number;
  /** Of these: not taken up. */
  readonly count: number;
  /** Of `count`: still not settled. */
  readonly unsettled: number;
  /** Of `count`: rejected, and nobody handled it. */
  readonly rejected: number;
  /** Not all the time was followed: somebody may have taken one up unseen, or it may have settled. */
  readonly gaps: boolean;
}

/** Where the promise was made whose rejection nobody handled, told when it became an uncaught error. */
export interface RejectedEvent {
  readonly type: 'rejected';
  readonly atNs: number;
  readonly threadId?: number;
  /** Innermost is the async function, or the built-in, that made it. */
  readonly stack: number;
}

/**
 * An await of a user's function that was still suspended when the loop ran dry. Not told: those that a combinator
 * (`Promise.race` …) which has settled had given up, and all of them where the process ended in another way.
 */
export interface SuspendedEvent {
  readonly type: 'suspended';
  /** When it was suspended. */
  readonly atNs: number;
  readonly threadId?: number;
  /** Counts from 1 in each thread. */
  readonly await: number;
  /** Innermost is the await. */
  readonly stack: number;
  /** Where the function was called that it is in. */
  readonly owner: number;
  /** Where the promise was made that it waits for. */
  readonly on: number;
  /** The await (its `await`) at which the function is suspended whose promise this one waits for; 0 for none. */
  readonly behind: number;
  /** How often awaits of this place have gone on before. */
  readonly resumed: number;
}

/** The tasks that a thread ran in a span of about a second, where they were many. */
export interface TasksEvent {
  readonly type: 'tasks';
  /** The end of the span. */
  readonly atNs: number;
  readonly threadId?: number;
  readonly spanNs: number;
  readonly promiseJobs: number;
  /** Callbacks of `process.nextTick` and `queueMicrotask`; of `setImmediate` and timers. As far as they were followed. */
  readonly ticks: number;
  readonly immediates: number;
  /** CPU time of the thread in the span; null where the system can't tell. */
  readonly cpuNs: number | null;
  /** Of that, what taking places took. */
  readonly placesNs?: number;
  /** Promise jobs that ran while all promises were followed; in a crowd they are followed in turns. */
  readonly followedJobs?: number;
  /** The place at which most of them were queued, and its share (0-1) of those whose place was taken. */
  readonly stack: number;
  readonly share: number;
  /** What an empty task of each kind costs on this machine, and a promise job while it is followed. */
  readonly promiseJobNs?: number;
  readonly followedJobNs?: number;
  readonly tickNs?: number;
  readonly immediateNs?: number;
}

/** Calls, each made within the callback of the one before, along one chain of causes: a stack each, the outermost first. */
export interface ChainEvent {
  readonly type: 'chain';
  readonly atNs: number;
  readonly threadId?: number;
  readonly stacks: readonly number[];
}

/** Timers and connections that kept a thread alive when it had made nothing new for half a second, by who made them. */
export interface HeldEvent {
  readonly type: 'held';
  readonly atNs: number;
  readonly threadId?: number;
  /** `Timeout` or `connection`, the stack that made it, and how many. */
  readonly rows: readonly (readonly [type: string, stack: number, count: number])[];
}

/** How much of a thread was followed, told at its end. */
export interface FollowedEvent {
  readonly type: 'followed';
  readonly atNs: number;
  readonly threadId?: number;
  readonly promises: number;
  /** Those whose place was taken. */
  readonly placed: number;
  /** There were too many to take every place: some were let pass. */
  readonly sampled: boolean;
}

export type DeepEvent =
  | FloatingEvent
  | RejectedEvent
  | SuspendedEvent
  | TasksEvent
  | ChainEvent
  | HeldEvent
  | FollowedEvent;
