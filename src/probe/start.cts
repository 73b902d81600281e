/** `import { start } from 'loopcheck'`: arms the probe in a program that runs already, from the program itself. */
import path = require('node:path');
import workers = require('node:worker_threads');

import modules = require('./modules.cjs');
import settings = require('./settings.cjs');

import type { WorkerData } from './messages.cjs';

/** The program's own line at which a stall was seen. Line and column count from 1; `function` is '' without a name. */
interface StallPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
}

/** One stall, told when it is over and the loop has turned. */
interface Stall {
  readonly durationMs: number;
  /** Since `start` was called. */
  readonly startMs: number;
  /** 0 is the main thread. */
  readonly threadId: number;
  /** The innermost line of the program's own code that was seen for most of the stall; null where none was seen. */
  readonly location: StallPlace | null;
  /** Measured causes alone; null where it takes a report (`loopcheck report`) to tell. */
  readonly cause: { readonly kind: 'sync-call' | 'gc'; readonly api: string | null } | null;
  /** CPU time of the thread within the stall; null where the system does not tell. */
  readonly cpuMs: number | null;
}

interface StartOptions {
  /** Folder of the trace, made where it is missing. `.loopcheck` of the working directory; null to write nothing. */
  readonly dir?: string | null;
  /** A pause of the loop at least this long is a stall. 50, and at least 1. */
  readonly thresholdMs?: number;
  /** What the trace of this process may take on the disk. 64 MB, and at least 1 MB. */
  readonly maxDiskBytes?: number;
  /** Sources of regular expressions; what they match in paths and names is not written. */
  readonly redact?: readonly string[];
  /** Hears of each stall. */
  readonly onStall?: (stall: Stall) => void;
}

interface Recording {
  /** Writes what is open and looks no more. A second call does nothing. */
  stop(): void;
}

function check(options: StartOptions): void {
  const { thresholdMs = settings.DEFAULT_THRESHOLD_MS, maxDiskBytes = settings.DEFAULT_DISK_BYTES } = options;
  const rules = [
    ['thresholdMs', thresholdMs, settings.MIN_THRESHOLD_MS],
    ['maxDiskBytes', maxDiskBytes, settings.MIN_DISK_BYTES],
  ] as const;
  for (const [name, value, least] of rules) {
    if (Number.isFinite(value) && value >= least) continue;
    throw new TypeError(`loopcheck: ${name} must be a number of ${least} or more, not ${String(value)}.`);
  }
}

/**
 * Arms the probe here and now; blocks for some 30 ms while the monitor's thread starts. For the main thread, once a
 * process. Throws a `TypeError` for options that make no sense, and an `Error` where the probe is there already.
 */
function start(options: StartOptions = {}): Recording {
  check(options);
  if (!workers.isMainThread) throw new Error('loopcheck: start() works in the main thread; it covers that loop alone.');
  const armed = workers.getEnvironmentData('loopcheck') as unknown as WorkerData | undefined;
  if (armed !== undefined) throw new Error('loopcheck: this process is watched already; start() can be called once.');
  const { arm } = modules.requireFrom(__dirname, require)('./arm.cjs') as typeof import('./arm.cjs');
  const { onStall } = options;
  const config = settings.configOf({
    // Now: the program may change its folder.
    dir: options.dir === null ? null : path.resolve(options.dir ?? settings.DEFAULT_DIR),
    thresholdMs: options.thresholdMs ?? settings.DEFAULT_THRESHOLD_MS,
    maxDiskBytes: options.maxDiskBytes ?? settings.DEFAULT_DISK_BYTES,
    redact: options.redact ?? [],
    notes: [],
    snapshotSignal: null,
    snapshotFile: null,
  });
  const { stop } = arm(
    config,
    onStall === undefined
      ? null
      : ({ durationMs, startMs, threadId, location, cause, cpuMs }) =>
          onStall({ durationMs, startMs, threadId, location, cause, cpuMs }),
    true,
  );
  return { stop };
}

export = { start };
