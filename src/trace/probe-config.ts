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
  /** Sources of regular expressions: what they match is not written. Left out where there is nothing to hide. */
  readonly redact?: readonly string[];
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
  /** Settings that could not be used, a sentence each, for the trace. */
  readonly notes: readonly string[];
  /** The signal that asks for a snapshot; null for none. */
  readonly snapshotSignal: string | null;
  /** The file that asks for a snapshot when it is there; null for none. */
  readonly snapshotFile: string | null;
  /** Where the figures go while the process runs; left out where nowhere. */
  readonly metrics?: MetricsConfig;
}

/** Where the figures go while the process runs. Null for a way that is not taken. */
export interface MetricsConfig {
  /** The port at which they are asked for; 0 for any that is free. */
  readonly port: number | null;
  /** The address that it is bound to. */
  readonly host: string;
  /** The file that is rewritten. */
  readonly file: string | null;
  readonly otlp: OtlpConfig | null;
}

/** Where, how often and as whose metrics are sent. */
export interface OtlpConfig {
  /** The whole address: `http://localhost:4318/v1/metrics`. */
  readonly url: string;
  /** By names in lower case; they may hold secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly intervalMs: number;
  /** Attributes of the resource that the user named. */
  readonly resource: Readonly<Record<string, string>>;
}

export type ProbeVariable = 'LOOPCHECK_PROBE';
