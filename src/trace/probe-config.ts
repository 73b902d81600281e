/**
 * What the launcher tells the probe, as JSON in the environment variable `LOOPCHECK_PROBE`. The probe takes it and
 * `NODE_OPTIONS` out of the target's sight and hands both on to the target's children.
 */
export interface ProbeConfig {
  /** Folder in which each process makes its own file. Null when `file` is given. */
  readonly dir: string | null;
  /** One file that all processes append to. Null when `dir` is given. */
  readonly file: string | null;
  /** The run's zero, monotonic ns in decimal digits: the same in all its processes. */
  readonly originNs: string;
  /** The wall clock at the origin, ms. */
  readonly originWallMs: number;
  readonly thresholdMs: number;
  readonly mode: 'default' | 'deep';
  readonly loopcheckVersion: string;
  /** Absolute path of the preload. */
  readonly preload: string;
  /** The user's own NODE_OPTIONS, null if there was none. */
  readonly nodeOptions: string | null;
  /** The thread that started this process; left out for the main thread of its parent. */
  readonly parentThreadId?: number;
  /** Left out but where the program armed the probe itself, without the launcher. */
  readonly recorder?: RecorderConfig;
  /** Left out but where `loopcheck attach` armed the probe. */
  readonly attached?: AttachedConfig;
}

/** What a process is told that was running already when loopcheck came. */
export interface AttachedConfig {
  /** How long it had been running. */
  readonly afterMs: number;
  /** While this file is there, and the process `ownerPid`, the probe stays. */
  readonly leash: string;
  readonly ownerPid: number;
  /** Ports that it was listening on. */
  readonly ports: readonly number[];
}

/** How a process keeps its own books within a bounded piece of the disk. */
export interface RecorderConfig {
  /** What all segments of a process may take together. */
  readonly maxDiskBytes: number;
  /** Sources of regular expressions: what they match in paths and names is not written. */
  readonly redact: readonly string[];
  /** Settings that could not be used, a sentence each, for the trace. */
  readonly notes: readonly string[];
  /** The signal that asks for a snapshot; null for none. */
  readonly snapshotSignal: string | null;
  /** The file that asks for a snapshot when it is there; null for none. */
  readonly snapshotFile: string | null;
}

export type ProbeVariable = 'LOOPCHECK_PROBE';
