/** What a loop's thread tells the monitor through its port, beside the shared memory. Times are ms since the origin. */

import type { ObservedEvent } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { DeepMessage } from './deep/messages.cjs';

/** `[function, url, line, column, flags, evalOrigin]`, as in the trace's `frame` event. */
export type RawFrame = readonly [string, string, number, number, string, string];

/** Innermost first. */
export type RawStack = readonly RawFrame[];

export type Message =
  /** A worker's first: which thread it is, for Node and (0 if unknown) for the system. */
  | {
      readonly m: 'hello';
      readonly threadId: number;
      readonly tid: number;
      /** The thread that started it. */
      readonly parentThreadId: number;
      readonly title: string;
      /** What it runs: a path, or Node's name for code from a string. */
      readonly file: string;
      readonly atMs: number;
    }
  /** The timed apis, by index; index 0 is none. */
  | { readonly m: 'apis'; readonly names: readonly string[] }
  /** The loop came round late: `busyMs` of the time between was not waiting. */
  | {
      readonly m: 'turn';
      readonly fromMs: number;
      readonly toMs: number;
      readonly busyMs: number;
      /** How often the pulse was to beat. */
      readonly pulseMs: number;
      /** Times that the loop has gone round in between. */
      readonly passes: number;
      /** `dry`: nothing is left to wait for; Node may have waited for helper threads of its own in between. */
      readonly ended: 'turn' | 'dry' | 'exit';
      /** Time in collections in between; null where that is not known. */
      readonly gcMs: number | null;
      /** Timed calls begun in between: `[api, count, ms]`. */
      readonly calls: readonly (readonly [api: number, count: number, ms: number])[];
    }
  /** A call that is always expensive begins: said before, because the thread may never come back from it. */
  | { readonly m: 'enter'; readonly seq: number; readonly stack: RawStack }
  | {
      readonly m: 'call';
      readonly api: number;
      readonly startMs: number;
      readonly durationMs: number;
      readonly stack: RawStack;
      readonly size: number | undefined;
      readonly detail: string | undefined;
    }
  /** HTTP requests and other threads' messages that were read right after the late turn that ended at `atMs`. */
  | { readonly m: 'queued'; readonly atMs: number; readonly requests: number; readonly messages: number }
  | {
      readonly m: 'gc';
      readonly startMs: number;
      readonly durationMs: number;
      readonly kind: 'minor' | 'major' | 'incremental' | 'weakcb' | 'unknown';
    }
  | {
      readonly m: 'mark';
      readonly name: 'running' | 'listen' | 'loop-empty';
      readonly atMs: number;
      readonly detail?: string;
      /** Timed calls so far, `[api, count]`, where the start is over: the monitor hears of it later. */
      readonly counts?: readonly (readonly [api: number, count: number])[];
    }
  /** The map of code in memory: JSON, or (`packed`) base64 of raw deflate; `more`: another piece of it follows. */
  | {
      readonly m: 'source-map';
      readonly url: string;
      readonly text: string;
      readonly packed: boolean;
      readonly more: boolean;
    }
  | { readonly m: 'eye'; readonly eye: string; readonly reason: string }
  /** For the trace as it is; its stacks are numbered by the monitor. */
  | {
      readonly m: 'seen';
      readonly event: ObservedEvent;
      readonly stack?: RawStack;
      /** In place of `stack`: as an error tells it. */
      readonly stackText?: string;
      readonly started?: RawStack;
    }
  /** Answered by `null` through the port, behind all stalls that were over before. */
  | { readonly m: 'ping' }
  | DeepMessage;

/** What the monitor's worker is started with. */
export interface MonitorData {
  readonly buffer: SharedArrayBuffer;
  readonly config: import('../trace/probe-config.js', { with: { 'resolution-mode': 'import' }}).ProbeConfig;
  /** Places for the loops of worker threads. */
  readonly pool: SharedArrayBuffer;
  readonly port: import('node:worker_threads').MessagePort;
  /** Whether stalls are told back through the port as well. */
  readonly tellsStalls?: boolean;
  /** When the preload began. */
  readonly startedMs: number;
  readonly header: {
    readonly title: string;
    readonly script: string | null;
    readonly cores: number;
    /** `LOOPCHECK_HOSTNAME` and `LOOPCHECK_APP_VERSION`: the monitor has no environment. */
    readonly hostname?: string | undefined;
    readonly appVersion?: string | undefined;
  };
}

/** What one look at the thread brings back, as JSON text. */
export interface Look {
  /** When the thread looked up, ms since the origin. */
  readonly a: number;
  /** CELL.MARK_MS at the look: tells whether it was still the same stall. */
  readonly k: number;
  /** Index of the timed call that the thread was inside. */
  readonly c: number;
  /** Callbacks went by since the look before: 'm', 'n', 'mn' or ''. */
  readonly t: string;
  readonly f: RawStack;
  /** What the loop serves, `[type, label]`, and whether other work of the same kind may have been meant. */
  readonly g: readonly [type: string, label: string];
  /** Overdue timers, and the sum of their waiting, ms. */
  readonly o: readonly [count: number, waitMs: number];
  /** HTTP requests that are open. */
  readonly r: number;
  /** The scope (`scope.cts`) that the interrupted code ran in; left out for none. */
  readonly s?: number;
  /** Where no file's frame is on the stack: the callback that the loop is at, and the files to look for it in. */
  readonly ran?: { readonly name: string; readonly text: string; readonly files: readonly string[] } | undefined;
}

/** What every worker thread of the process finds in its environment data under `loopcheck`. */
export interface WorkerData {
  /** The thread that hands this on. */
  readonly threadId: number;
  readonly pool: SharedArrayBuffer;
  /** The main thread's block: the monitor sleeps on a word of it. */
  readonly main: SharedArrayBuffer;
  readonly config: MonitorData['config'];
}
