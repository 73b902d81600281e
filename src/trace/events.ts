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

export type TraceFormat = 'loopcheck-trace';
export type TraceVersion = 1;
export type Checksums = 'crc32';

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
}

/** Stacks as a tree: a stack's id is the id of its innermost node. Node 0 is the empty stack. */
export interface StackEvent {
  readonly type: 'stack';
  /** `[id, parent, frame]`: the frame `frame` was called by the stack `parent`. */
  readonly nodes: readonly (readonly [id: number, parent: number, frame: number])[];
}

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
  /** A timed call that has not come back yet, and when the monitor first saw the thread inside it. */
  /** Time in garbage collection since the stall was first looked at. */
  readonly gcNs?: number;
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

/** First line of the launcher's own file (`run.ndjson`), one a run. */
export interface LaunchEvent {
  readonly type: 'launch';
  readonly format: TraceFormat;
  readonly version: TraceVersion;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly originNs: string;
  readonly originWallMs: number;
  readonly thresholdMs: number;
  /** Files or names of worker threads that were declared to compute; left out where none was. */
  readonly cpuWorkers?: readonly string[];
  /** Patterns of the user's were taken out of the run's files; left out where there were none. */
  readonly redacted?: true;
  readonly loopcheckVersion: string;
  /** The process was not launched but attached to, when it had been running for so long. */
  readonly attachedAfterMs?: number;
  /** As in the header. */
  readonly checksums?: Checksums;
}

/** The launched process exists. */
export interface SpawnedEvent {
  readonly type: 'spawned';
  readonly atNs: number;
  readonly pid: number;
}

/** The launched process has ended; or, where one was attached to, it was let go (`stoppedBy`). */
export interface ExitedEvent {
  readonly type: 'exited';
  readonly atNs: number;
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why loopcheck itself had it stopped, if it did; `load`: what ran against it was done. */
  readonly stoppedBy: 'duration' | 'interrupt' | 'load' | null;
}

/** A package that frames of the run lie in: what its package.json said after the run, unless it was changed since. */
export interface PackageEvent {
  readonly type: 'package';
  /** Absolute path of the folder that holds the package.json. */
  readonly folder: string;
  /** Its own name, which may differ from its folder's. */
  readonly name: string;
  readonly version: string;
}

/** A process of the run without `end` that was still there when the launched one had ended. */
export interface SurvivorEvent {
  readonly type: 'survivor';
  readonly pid: number;
  /** As in `mapped`. */
  readonly armedNs: number | null;
}

/** What became of the load that the run was asked to start at the first `listen`; not there where none was asked for. */
export interface LoadEvent {
  readonly type: 'load';
  /** When the target had ended, and so had the load. */
  readonly atNs: number;
  readonly command: string;
  /** The first port that the target listened on; null where it never did. */
  readonly port: number | null;
  /** `ended`: by itself. `stopped`: it still ran when the target ended. `never-began`: there was no port. */
  readonly outcome: 'ended' | 'stopped' | 'never-began';
  /** Of a load that ended by itself; null where a signal ended it, or it could not be started. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The system's code for a command that could not be started. */
  readonly error: string | null;
}

/**
 * Where a frame lies in what its author wrote, found after the run. The frame itself keeps the position that ran. This
 * and the two that follow stand in the run's own file.
 */
export interface MappedEvent {
  readonly type: 'mapped';
  readonly pid: number;
  /** `atNs` of the process's `armed` event, null where it has none: a pid can come again within a run. */
  readonly armedNs: number | null;
  /** Id of the frame in that process. */
  readonly frame: number;
  /** Absolute path, or a name where the source lies in no file. */
  readonly url: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The function's name in the source; left out where it is the frame's, or not known. */
  readonly function?: string;
  /** The source as the map names it; left out where that is `url`. */
  readonly source?: string;
  /**
   * `ignored`: the map lists the source as not the author's own, or it is the bundler's. `helper`: no source has this
   * code, a tool added it; `url`, `line` and `column` are then the frame's own.
   */
  readonly role?: 'ignored' | 'helper';
}

/** The text of a source that frames were mapped to, for each process whose frames are there. As `source` otherwise. */
export interface OriginalEvent {
  readonly type: 'original';
  /** As in `mapped`. */
  readonly url: string;
  readonly startLine: number;
  readonly whole: boolean;
  readonly text: string;
  readonly encoding?: 'deflate';
}

/** A file announced a source map that could not be used. */
export interface UnmappedEvent {
  readonly type: 'unmapped';
  /** Absolute path of the file, or the name of code that lies in none. */
  readonly file: string;
  /** Why, in one sentence for people. */
  readonly reason: string;
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

export type MappingEvent = MappedEvent | OriginalEvent | UnmappedEvent;
/** What is found out after the run, and added to its own file. */
export type LaterEvent = MappingEvent | PackageEvent | SurvivorEvent;
export type RunEvent = LaunchEvent | SpawnedEvent | ExitedEvent | LoadEvent | LaterEvent;
export type TraceEvent = ProcessEvent | RunEvent;
