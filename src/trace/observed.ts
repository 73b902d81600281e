/**
 * What a program does that is no stall: its operations, waits, failures and leftovers. Lines of the trace like those of
 * `events.ts`, and under the same rules.
 */

/** `fs`: files; `dns`, `crypto`, `zlib`: work on the thread pool; `child`: processes; `http`, `fetch`, `net`: outgoing. */
export type OperationKind = 'fs' | 'dns' | 'crypto' | 'zlib' | 'child' | 'http' | 'fetch' | 'net' | 'interval';

/**
 * The asynchronous operations that one place has started, so far: a later line of the same `kind`, `api` and `stack`
 * replaces an earlier one. Places are taken from a sample of the operations (`looks`), never from all.
 */
export interface OperationsEvent {
  readonly type: 'operations';
  readonly atNs: number;
  readonly threadId?: number;
  readonly kind: OperationKind;
  /** As the report names it: `fs.promises.readFile`, `http.request`. */
  readonly api: string;
  readonly stack: number;
  /** Operations whose place was taken. */
  readonly looks: number;
  /** Operations that these stand for. */
  readonly operations: number;
  readonly firstNs: number;
  readonly lastNs: number;
  /** Most operations of this place at the same time, as far as seen, and when. */
  readonly peak: number;
  readonly peakNs: number;
  /** The longest time in which each look found no other operation of the kind under way; null where there was none. */
  readonly run: {
    readonly operations: number;
    readonly looks: number;
    readonly fromNs: number;
    readonly toNs: number;
    /** How much of that the loop had nothing to do but wait. */
    readonly idleNs: number;
  } | null;
}

/** A small job for libuv's thread pool had to wait for this long before a thread took it. */
export interface PoolWaitEvent {
  readonly type: 'pool-wait';
  /** When the job was handed over. */
  readonly atNs: number;
  /** At least this long: the monitor looks now and then. */
  readonly waitNs: number;
  /** How long the main thread's loop was busy within that. */
  readonly activeNs: number;
  /** How late the monitor itself was woken within that. */
  readonly monitorLateNs: number;
  /** The program's own jobs that were under way or in the queue. */
  readonly jobs: number;
  /** Threads of the pool. */
  readonly threads: number;
}

/** An error that nobody took: a rejection without a handler, or an exception that nobody caught. */
export interface FailureEvent {
  readonly type: 'failure';
  readonly atNs: number;
  readonly threadId?: number;
  readonly origin: 'rejection' | 'exception';
  /** Nothing stood between it and the end of the process. */
  readonly fatal: boolean;
  /** It was an `error` event without a listener. */
  readonly errorEvent: boolean;
  /** The error's class, and the first 200 characters of its message. */
  readonly name: string;
  readonly message: string;
  /** `ENOENT`, `ECONNREFUSED`, … where the error has one. */
  readonly code?: string;
  /** Where the error was made, as it says itself; 0 where it does not. */
  readonly stack: number;
  /** Where the operation that failed was started, as far as that was seen; 0 where not. */
  readonly started: number;
}

/** A warning that Node gave about itself. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly atNs: number;
  readonly threadId?: number;
  readonly name: string;
  readonly message: string;
  readonly stack: number;
  /** For MaxListenersExceededWarning: the listeners, what they listen to, and to whom. */
  readonly listeners?: number;
  readonly event?: string;
  readonly emitter?: string;
}

/** An outgoing operation that has had no answer for two seconds or more; a later line of the same `id` replaces it. */
export interface PendingEvent {
  readonly type: 'pending';
  readonly atNs: number;
  readonly threadId?: number;
  readonly id: number;
  readonly kind: OperationKind;
  /** `GET http://host/path`, without the query. */
  readonly label: string;
  readonly stack: number;
  /** When it began; where part of the answer had come, about when the last of it did. */
  readonly sinceNs: number;
  /** False once something came, or it failed. */
  readonly open: boolean;
  /** A connection that has sent something and listens: for one answer, or as a subscriber does. */
  readonly listens?: boolean;
  /** The answer had begun. */
  readonly began?: boolean;
  /** It had not said how long it is: it may be a subscription. */
  readonly streams?: boolean;
}

/** Writes to a stream that had asked to wait for its `drain`; a later line of the same `id` replaces it. */
export interface UnheededEvent {
  readonly type: 'unheeded';
  readonly atNs: number;
  readonly threadId?: number;
  readonly id: number;
  /** The stream's class: `Socket`, `WriteStream`. */
  readonly stream: string;
  readonly stack: number;
  /** Writes since it last asked to wait. */
  readonly writes: number;
  /** Most that it held at once: bytes, or objects in object mode. */
  readonly peak: number;
  readonly highWaterMark: number;
  readonly objectMode: boolean;
}

/** The program had nothing to do for half a second or more, and this kept it alive. The last line of a pause counts. */
export interface QuietEvent {
  readonly type: 'quiet';
  readonly threadId?: number;
  /** When it was last seen to do something. */
  readonly sinceNs: number;
  readonly atNs: number;
  /** Resources as Node names them (`Timeout`, `TCPSocketWrap`), each with its number. */
  readonly resources: readonly (readonly [type: string, count: number])[];
  /** Those of them that are intervals. */
  readonly intervals?: number;
  /** Turns of the loop in that time that were not the probe's: timers fired. */
  readonly turns?: number;
  /** It went on to do something at `atNs`. */
  readonly over: boolean;
}

/**
 * What kept a thread alive at a moment; told when there are several timers or connections of the program's making, and
 * again when they have become more or fewer.
 */
export interface ResourcesEvent {
  readonly type: 'resources';
  readonly atNs: number;
  readonly threadId?: number;
  /** As in `quiet`. */
  readonly resources: readonly (readonly [type: string, count: number])[];
  /** Connections that the program made itself, without those of HTTP clients. */
  readonly outgoing?: number;
  /** Connections that others made to it. */
  readonly incoming?: number;
}

/** Synchronous calls that were made with the program running, its start left out; the last line counts. */
export interface SyncCountsEvent {
  readonly type: 'sync-counts';
  readonly atNs: number;
  readonly threadId?: number;
  readonly calls: readonly (readonly [api: string, count: number])[];
}

export type ObservedEvent =
  | OperationsEvent
  | PoolWaitEvent
  | FailureEvent
  | WarningEvent
  | PendingEvent
  | UnheededEvent
  | QuietEvent
  | ResourcesEvent
  | SyncCountsEvent;
