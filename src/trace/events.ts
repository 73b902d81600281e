/**
 * The trace contract: every line that the probe and the launcher write, one JSON object a line (NDJSON).
 *
 * Rules that hold for all of them:
 * - `atNs`, `startNs`, `endNs` count nanoseconds of the monotonic clock since the origin named in the file's header
 *   (`originNs`), which on Linux is one clock for all processes of a machine. Other fields carry their unit in the name.
 * - `threadId` is Node's own (0 is the main thread). It is left out where it is 0.
 * - Each line that loopcheck writes ends in a field `crc`, the checksum of what stands before it: see `seal.ts`. Lines
 *   without it are read as well where the whole file has none.
 * - What could not be measured is `null` or left out, never 0.
 * - Readers skip unknown types and unknown fields. A change that breaks a reader raises `TRACE_VERSION`.
 */

import type { DeepEvent } from './deep.js';
import type { ObservedEvent } from './observed.js';
import type { RunEvent } from './run-events.js';
import type {
  CallEvent,
  QueuedEvent,
  SampleEvent,
  StallCloseEvent,
  StallGrowEvent,
  StallOpenEvent,
} from './stall-events.js';
import type { Checksums, TraceFormat, TraceVersion } from './version.js';

/** First line of a process's file, or of its part of a shared file. */
export interface HeaderEvent {
  readonly type: 'header';
  readonly format: TraceFormat;
  readonly version: TraceVersion;
  readonly pid: number;
  readonly parentPid: number;
  /** The thread of the nearest probed process above that started this one; left out for its main thread, or unknown. */
  readonly parentThreadId?: number;
  /** Pids above the parent, nearest first, as far as the system tells (Linux): shells and the like write no trace. */
  readonly ancestors?: readonly number[];
  /** `process.title` at the start, or the script's base name. */
  readonly title: string;
  /** Absolute path of the script (`argv[1]`), null for `-e`, a REPL and the like. */
  readonly script: string | null;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly arch: string;
  readonly cwd: string;
  /** The host's name, or what `LOOPCHECK_HOSTNAME` says instead; null where that is empty. Not there in older traces. */
  readonly hostname?: string | null;
  /** Name and version in the package.json nearest to the script (else to `cwd`); `LOOPCHECK_APP_VERSION` goes first. */
  readonly appName?: string | null;
  readonly appVersion?: string | null;
  /** Cores that this process may use. */
  readonly cores: number;
  /** The monotonic clock at this trace's zero, in ns, as decimal digits (it may pass 2^53). */
  readonly originNs: string;
  /** Wall clock at the origin, ms since 1970: the one anchor to real time. */
  readonly originWallMs: number;
  readonly thresholdMs: number;
  /** How often the pulse beats while the loop turns. */
  readonly pulseMs: number;
  readonly mode: 'default' | 'deep';
  readonly loopcheckVersion: string;
  /** How long the process had been running when loopcheck attached to it; left out where it was watched from its start. */
  readonly attachedAfterMs?: number;
  /** Every line of this file bears a checksum (`seal.ts`): one without it was damaged. Not there in older traces. */
  readonly checksums?: Checksums;
  /** Of a flight recorder's file: which piece of the process's trace it is. Left out where a file holds it all. */
  readonly segment?: Segment;
  /** Another tool's capture that this was made from; left out where the probe wrote it. */
  readonly importedFrom?: ImportedFrom;
}

/** Where an imported trace comes from, and how far it can be trusted. No probe was ever armed in it. */
export interface ImportedFrom {
  /** `cpuprofile`, `chrome-trace`, … */
  readonly format: string;
  /** Base name of the capture. */
  readonly file: string;
  /** The capture tells what the loop's thread did at each moment of its span, so that silence means that nothing stalled. */
  readonly coversLoop: boolean;
  /** What can't be known from such a capture, a sentence each. */
  readonly unknown: readonly string[];
}

/** One file of many of a process, which can be read by itself. */
export interface Segment {
  /** The same in all segments of a process, and in no other's. */
  readonly of: string;
  /** Counts from 1; 0 is what `loopcheck attach` saw from outside before the probe was in. Lower numbers that are missing were dropped to keep within the disk limit, or taken away. */
  readonly number: number;
  /** How exact times are at its beginning: 1, and more once they pass 2^53 ns (after 104 days). */
  readonly resolutionNs: number;
}

/** Something the reader should know about the recording itself, a sentence: a setting that could not be used. */
export interface NoteEvent {
  readonly type: 'note';
  readonly atNs: number;
  readonly text: string;
}

/** In a file that several processes share, the lines after this one are from `pid`, until the next `of`. */
export interface OfEvent {
  readonly type: 'of';
  readonly pid: number;
}

/** What the probe can look through. */
export type EyeName =
  | 'sampler' // stacks of the blocked thread, through the inspector
  | 'monitor' // the thread beside the loop
  | 'run-queue' // CPU and run-queue time of the thread, from /proc
  | 'gc' // collections, from PerformanceObserver
  | 'iteration-delay' // monitorEventLoopDelay per iteration
  | 'calls' // the wrappers round synchronous calls
  | 'promises'; // promises and callbacks, followed with `--deep`

/** The proof that the probe saw its own planned pause, before the target's first line. */
export interface ArmedEvent {
  readonly type: 'armed';
  readonly atNs: number;
  /** What arming cost the target's main thread before its first line. */
  readonly setupNs: number;
  /** Which eyes are open. An eye that is not named here is shut; an `eye` event says why. */
  readonly eyes: readonly EyeName[];
}

/** An eye that is shut, or was shut in mid-run, and why, in one sentence. */
export interface EyeEvent {
  readonly type: 'eye';
  readonly atNs: number;
  readonly eye: EyeName;
  readonly reason: string;
}

/** A thread with a loop of its own began or ended. The main thread is not announced. */
export interface ThreadEvent {
  readonly type: 'thread';
  readonly atNs: number;
  readonly threadId: number;
  /** The worker that started it; left out where the main thread did. */
  readonly parentThreadId?: number;
  readonly state: 'start' | 'end';
  /** The name that it was given, where Node tells. */
  readonly title?: string;
  /** What it runs: a path, or Node's name for code from a string. */
  readonly file?: string;
}

/** A moment in the life of a loop. */
export interface MarkEvent {
  readonly type: 'mark';
  readonly atNs: number;
  readonly threadId?: number;
  /**
   * `target-start`: the preload is done, the target's own code comes next.
   * `running`: the startup is over: the first `listen`, or the first time that the loop had nothing to do.
   * `listen`: a server began to listen (`detail`: the port or path); in a process that was attached to, it may have done
   * so before.
   * `loop-empty`: the loop ran dry (`beforeExit`).
   * `exit`: the `exit` event.
   */
  readonly name: 'target-start' | 'running' | 'listen' | 'loop-empty' | 'exit';
  readonly detail?: string;
}

/** One place in code, named once and then meant by its id. */
export interface FrameEvent {
  readonly type: 'frame';
  readonly id: number;
  /** As V8 names it, with class (`Store.load`); '' for anonymous code and top-level code. */
  readonly function: string;
  /** As V8 gives it: a path, a file: URL, `node:fs`, a name given to generated code; '' for V8's own built-ins. */
  readonly url: string;
  /** 1-based; 0 where V8 has no position (built-ins). */
  readonly line: number;
  /** 1-based; 0 where V8 has no position. */
  readonly column: number;
  /**
   * Letters: `a` an async frame (suspended at an await, not on the stack), `e` code from eval or `new Function`,
   * `t` top-level code of a module or script, `c` a constructor call.
   */
  readonly flags?: string;
  /** For `e`: where the code was compiled, `file:line:column`, as V8 tells it. */
  readonly evalOrigin?: string;
  /**
   * Of a capture that counts a function's lines for the whole recording: the share of its samples that were on this line.
   * In a single stall it may have been another. Left out where the line is known.
   */
  readonly lineShare?: number;
}

/** Stacks as a tree: a stack's id is the id of its innermost node. Node 0 is the empty stack. */
export interface StackEvent {
  readonly type: 'stack';
  /** `[id, parent, frame]`: the frame `frame` was called by the stack `parent`. */
  readonly nodes: readonly (readonly [id: number, parent: number, frame: number])[];
}

/** One garbage collection of 1 ms or more. */
export interface GcEvent {
  readonly type: 'gc';
  readonly threadId?: number;
  readonly startNs: number;
  readonly durationNs: number;
  readonly kind: 'minor' | 'major' | 'incremental' | 'weakcb' | 'unknown';
}

/** The loop’s health over one span: a second, three after the first minute (a flight recorder: a second), and the end. */
export interface HealthEvent {
  readonly type: 'health';
  readonly atNs: number;
  readonly threadId?: number;
  readonly spanNs: number;
  /**
   * Delays of the pulse, counted: `[upToNs, count]`, ascending; a bucket holds the delays up to and with `upToNs`
   * (buckets are at most 12.5 % wide). One pulse is one count: no correction was made.
   */
  readonly delays: readonly (readonly [upToNs: number, count: number])[];
  readonly maxDelayNs: number;
  /** Time the loop waited for events, and time it did not. */
  readonly idleNs: number;
  readonly activeNs: number;
  /** CPU time of the thread, and its time waiting for a core; null where the platform can't tell. */
  readonly cpuNs: number | null;
  readonly runQueueNs: number | null;
  /** Null too where V8's meter was at rest for a part of the span: the heap was small, and collections few. */
  readonly gcNs: number | null;
  /** Collections, of all sizes. */
  readonly gcCount: number | null;
  readonly heapUsedBytes: number | null;
  /** Largest delay between two iterations where Node samples per iteration; null elsewhere. */
  readonly maxIterationDelayNs: number | null;
  /** HTTP requests that servers of this thread began to serve; left out by probes that did not count them. */
  readonly requests?: number;
  /** HTTP requests that were open when the loop last counted them, about once a second; left out by probes that did not. */
  readonly openRequests?: number;
}

/** The text of a file that a stall's frames lie in, so that a report needs nothing but the trace. */
export interface SourceEvent {
  readonly type: 'source';
  /** As in the frames. */
  readonly url: string;
  /** First line of `text` in the file, 1-based; 1 when the whole file is here. */
  readonly startLine: number;
  readonly whole: boolean;
  /** Plain text, or (`encoding`) base64 of raw deflate. */
  readonly text: string;
  readonly encoding?: 'deflate';
}

/** The source map of code that may exist in memory alone, as Node knows it (`module.findSourceMap`). */
export interface SourceMapEvent {
  readonly type: 'source-map';
  /** As in the frames. */
  readonly url: string;
  /** The map's JSON, plain or (`encoding`) as base64 of raw deflate. */
  readonly map: string;
  readonly encoding?: 'deflate';
}

/** Something was lost: the disk was full, a limit was reached. */
export interface LostEvent {
  readonly type: 'lost';
  readonly atNs: number;
  readonly events: number;
  readonly reason: string;
}

/** Last line of a process that could say goodbye. Its absence means: killed, crashed, or still running. */
export interface EndEvent {
  readonly type: 'end';
  readonly atNs: number;
  readonly exitCode: number | null;
  /** Time that the probe's own work took on the target's threads. */
  readonly probeNs: number;
  readonly droppedEvents: number;
  /** The probe was taken out, and the process went on without it; left out where the process ended. */
  readonly detached?: true;
}

export type ProcessEvent =
  | HeaderEvent
  | OfEvent
  | ArmedEvent
  | EyeEvent
  | NoteEvent
  | ThreadEvent
  | MarkEvent
  | FrameEvent
  | StackEvent
  | StallOpenEvent
  | SampleEvent
  | StallGrowEvent
  | StallCloseEvent
  | CallEvent
  | GcEvent
  | QueuedEvent
  | HealthEvent
  | SourceEvent
  | SourceMapEvent
  | LostEvent
  | ObservedEvent
  | DeepEvent
  | EndEvent;

export type TraceEvent = ProcessEvent | RunEvent;
