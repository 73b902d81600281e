/**
 * What the analysis finds in a trace: facts and figures, no words for people except evidence sentences. Field names are
 * those of the JSON report, which adds the wording and the verdict. `null` means "could not be known".
 */

export type CauseKind =
  | 'sync-call'
  | 'sleep-loop'
  | 'regex'
  | 'json'
  | 'cpu'
  | 'gc'
  | 'module-load'
  | 'microtask-flood'
  | 'native'
  | 'cpu-starved'
  | 'suspended';

export interface Location {
  /** Absolute path, or the name that generated code was given. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly function: string;
}

export interface StackFrame extends Location {
  /** The share (0–1) of the stall in which this frame was on the stack, or suspended above it at an await. */
  readonly share: number;
  /** Suspended at an await, not on the stack. */
  readonly async?: boolean;
  /** `app`: the user's; `dep`: of a package; `node`: Node's or V8's own. */
  readonly origin: 'app' | 'dep' | 'node';
  /**
   * `bcryptjs@3.0.2`, without the version where that is not known; of Node's own frames the module: `node:zlib`. Null for
   * the user's code, and V8's.
   */
  readonly package: string | null;
}

export interface Cause {
  readonly kind: CauseKind;
  /** As CONTRACT names it: `fs.readFileSync`, `JSON.parse`, a module's specifier; null where there is none. */
  readonly api: string | null;
  /** 0–1. */
  readonly confidence: number;
  /** One or two plain sentences with the measured figures that decided. */
  readonly evidence: string;
  /** What the source at the place looks like, where that was read: `sort`, `nested-loop`, `spread-in-reduce`, … */
  readonly pattern: string | null;
}

export interface Stall {
  /** Counts from 1 over the whole run. */
  readonly id: number;
  readonly pid: number;
  /** Number of its process in the run: see `ProcessInfo`. */
  readonly process: number;
  readonly threadId: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly ongoing: boolean;
  readonly phase: 'startup' | 'running';
  readonly cause: Cause;
  readonly location: Location | null;
  /** Innermost first: the stack that explains most of the stall. */
  readonly stack: readonly StackFrame[];
  readonly cpuMs: number | null;
  readonly gcMs: number | null;
  readonly runQueueMs: number | null;
  /** Timed synchronous calls that were made in it; null where its end was not seen. */
  readonly syncCalls: number | null;
  /** `setAt`: where a timer was set, as far as the source tells; null for all else. */
  readonly trigger: { readonly type: string; readonly label: string; readonly setAt?: Location | null } | null;
  /** `longestMs`: how long any of them waited for it at least, where that is known apart from the stall's length. */
  readonly delayed: {
    readonly timers: number | null;
    readonly requests: number | null;
    /** Of other threads, without those that were long work themselves; null where nothing was counted. */
    readonly messages?: number | null;
    readonly longestMs?: number | null;
  };
  /** The blamed frame is (in) an async function or a promise continuation. */
  readonly inAsyncFunction: boolean;
  /** A worker thread did its job: nothing of its own is known to have waited for long. No budget counts it. */
  readonly atWork: boolean;
}

/** What the loop was serving in some stalls. */
export interface TriggerShare {
  /** As in `Stall`. */
  readonly type: string;
  /** As in `Stall`; what they have in common (`GET /users/:id`) where there are several: of timers the name. */
  readonly label: string;
  /** As in `Stall`; null where they were set at several places. */
  readonly setAt?: Location | null;
  readonly count: number;
  readonly totalMs: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

export interface Culprit {
  /** Stable across runs: `1:` (the version of its rules) and digits made of file, function and cause, without lines. */
  readonly fingerprint: string;
  readonly location: Location | null;
  readonly cause: { readonly kind: CauseKind; readonly api: string | null };
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Of the run's whole stalled time, 0–1. */
  readonly share: number;
  readonly stallIds: readonly number[];
  /** What the loop was serving, as far as is known, the largest total first. */
  readonly triggers: readonly TriggerShare[];
  /** What the line called that took the time, or holds the line itself: as in `StackFrame`. Null for the user's own code. */
  readonly package: string | null;
  /** The loop as it would have been without this culprit's stalls. */
  readonly without: { readonly p99Ms: number | null; readonly maxMs: number | null; readonly blockedMs: number };
}

/** A package, or a module of Node, that user's lines called and that took the time of their stalls. */
export interface PackageShare {
  /** As in `StackFrame`. */
  readonly package: string;
  readonly count: number;
  readonly totalMs: number;
  readonly stallIds: readonly number[];
  /** The lines that called it, the heaviest first; those of the package where nobody's line was seen. */
  readonly calledFrom: readonly Location[];
}

export interface Finding {
  /** A page in docs/findings: `blocking-call`. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly location: Location | null;
  readonly count: number;
  readonly totalMs: number;
  readonly stallIds: readonly number[];
  /** What wording needs, with units in the names. */
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
}

/** A finding that the user says is deliberate. */
export interface SuppressedFinding extends Finding {
  /** By a comment in the source, or by an entry of the allowlist. */
  readonly by: 'comment' | 'allowlist';
  readonly reason: string;
  /** The last day on which it is silenced, `2026-12-31`; null for no end. */
  readonly expires: string | null;
}

export interface LoopHealth {
  readonly minMs: number | null;
  readonly meanMs: number | null;
  readonly stddevMs: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** 0–1. */
  readonly utilization: number | null;
  /** Time in which the loop did not wait for events, and in which it did. */
  readonly activeMs: number | null;
  readonly idleMs: number | null;
  /**
   * Of the time in which the thread wanted a core, the share (0–1) in which it waited for one; null where the platform
   * can't tell.
   */
  readonly starvedShare: number | null;
  /** Which sampler made the numbers: `pulse`, or the format of the capture that they were imported from. */
  readonly sampler: string;
  /** Worst delay of each slice of the run, ms, oldest first; for a sparkline. At most 120. */
  readonly lagMs: readonly number[];
  /** All stalled time, ms. */
  readonly blockedMs: number;
}

/** What one loop was like over one span of the run. `null` means "could not be known". */
export interface TimelinePoint {
  /** The span's ends, ms since the target's start. */
  readonly startMs: number;
  readonly endMs: number;
  /** Worst delay of the pulse in it. */
  readonly maxDelayMs: number;
  /** Share (0–1) of the span in which the loop did not wait for events. */
  readonly utilization: number | null;
  /** CPU time of the thread as a share of the span. */
  readonly cpuShare: number | null;
  readonly gcMs: number | null;
  /** The most HTTP requests that were open at a moment of it: about one moment a second was looked at. */
  readonly openRequests: number | null;
}

/** The course of one loop, in the order of time. */
export interface LoopCourse {
  /** As in `ProcessInfo`. */
  readonly process: number;
  readonly threadId: number;
  /** About one a second; neighbours are merged where all loops together would have more than 100,000. */
  readonly points: readonly TimelinePoint[];
}

/** A garbage collection of 1 ms or more. */
export interface TimelineCollection {
  /** As in `ProcessInfo`. */
  readonly process: number;
  readonly threadId: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly kind: string;
}

/** A moment of a loop's life that a reader looks for. */
export interface TimelineMark {
  readonly atMs: number;
  /** As in `ProcessInfo`. */
  readonly process: number;
  readonly threadId: number;
  /**
   * `start`: the target's own code began. `process`: a child began, on the main thread of the process that started it.
   * `signal`: the launched process was ended by it.
   */
  readonly name: 'start' | 'process' | 'listen' | 'exit' | 'signal';
  /** The port or path, the child's title, or the signal's name; '' where there is nothing to add. */
  readonly detail: string;
}

/** The run over time, for drawing. Not in JSON. */
export interface Timeline {
  readonly courses: readonly LoopCourse[];
  /** The longest 2,000, in the order of time. */
  readonly collections: readonly TimelineCollection[];
  /** At most 500, in the order of time; children are left out first. */
  readonly marks: readonly TimelineMark[];
}

/** One loop of the run: a process's main thread, or a worker. */
export interface ProcessInfo {
  /** Counts the run's processes from 1, in the order of their start: a pid can come again. Workers have their process's. */
  readonly process: number;
  readonly pid: number;
  readonly threadId: number;
  readonly parentPid: number;
  /** `process` of the nearest ancestor that is in the trace; null where there is none. A worker has its process's. */
  readonly parent: number | null;
  /** The thread that started it, 0 for the main one: of the same process for a worker, of `parent` for a process. Null: not known. */
  readonly parentThreadId: number | null;
  readonly title: string;
  readonly nodeVersion: string;
  /** When the loop began, and when it ended, as far as that was told. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /**
   * `exit`: it said goodbye. `signal`: only of the launched process. `running`: it was still there when the launched
   * process had ended. `let-go`: it goes on without the probe. `vanished`: none of these, so it was killed or crashed, or the trace was read before its end.
   */
  readonly ended: 'exit' | 'signal' | 'running' | 'let-go' | 'vanished';
  readonly exitCode: number | null;
  /** From its first line until its loop had nothing to do, or listened, for the first time; null where not told. */
  readonly startupMs: number | null;
  /** It went on for longer than the process that started it. */
  readonly outlivedParent: boolean;
  readonly stalls: number;
  readonly blockedMs: number;
  readonly worstMs: number;
  /** As in `LoopHealth`; null where no figures were told, or for too little of the loop's life. */
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** 0–1. */
  readonly utilization: number | null;
}

export interface TargetInfo {
  readonly command: readonly string[];
  readonly pid: number | null;
  readonly nodeVersion: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why loopcheck had it stopped, or let it go where it was attached to. */
  readonly stoppedBy: 'duration' | 'interrupt' | 'load' | null;
  /** How long it was watched: its whole life, unless it was attached to. */
  readonly durationMs: number | null;
  /** How long it had been running when loopcheck attached to it; left out where it was watched from its start. */
  readonly attachedAfterMs?: number;
}

/** The load that was to run against the target (`--on-port`). */
export interface LoadInfo {
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

export interface ProbeInfo {
  /** At least one process was armed, and proved it; or was imported from a capture that covers its loop. */
  readonly armed: boolean;
  /** Formats of other tools' captures that were imported, as `ImportedFrom` names them; left out of a run of loopcheck's own. */
  readonly importedFrom?: readonly string[];
  readonly mode: 'default' | 'deep';
  readonly overheadMs: number | null;
  /** Of the life of the target's loops, the share (0–1) that was watched; null where no life is known. */
  readonly seenShare: number | null;
  readonly droppedEvents: number;
  /** What could not be seen, a sentence each. */
  readonly blind: readonly string[];
  /** Those of them that no figure of a report rests on. A terminal tells them to those who ask for everything. */
  readonly blindToDetail: readonly string[];
}

/** What the run's servers did, of all processes. */
export interface ServedInfo {
  /** Ports and socket paths that were listened on, in the order of their first use. */
  readonly listened: readonly string[];
  /** HTTP requests that were begun to be served, as far as told; null where the trace does not count them. */
  readonly requests: number | null;
}

/** The run without its warm-up: what began before `fromMs` is left out. */
export interface SteadyPart {
  readonly fromMs: number;
  readonly stalls: readonly Stall[];
  readonly processes: readonly ProcessInfo[];
  readonly loop: LoopHealth;
  readonly culprits: readonly Culprit[];
}

/** Stalls of a very large trace that are only counted: shorter than all that are told. */
export interface UntoldStalls {
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

export interface Diagnosis {
  readonly target: TargetInfo;
  /** Null where none was asked for. */
  readonly load: LoadInfo | null;
  readonly served: ServedInfo;
  /** Null where no warm-up was asked for. */
  readonly steady: SteadyPart | null;
  readonly probe: ProbeInfo;
  readonly processes: readonly ProcessInfo[];
  readonly loop: LoopHealth;
  readonly timeline: Timeline;
  readonly stalls: readonly Stall[];
  /** Those that are not among them; left out where there are none. */
  readonly untold?: UntoldStalls;
  readonly culprits: readonly Culprit[];
  /** The largest total first. */
  readonly packages: readonly PackageShare[];
  readonly findings: readonly Finding[];
  /** Found as well, and silenced by the user. */
  readonly suppressed: readonly SuppressedFinding[];
  /** What is wrong with that silencing, a sentence each: an unknown id, no reason, an entry that expired or fits nothing. */
  readonly notices: readonly string[];
  readonly thresholdMs: number;
  /** Source text by file for code frames: lines from `startLine` on. */
  readonly sources: ReadonlyMap<string, { readonly startLine: number; readonly lines: readonly string[] }>;
  /** Trouble with reading the trace, a sentence each. */
  readonly problems: readonly string[];
}
