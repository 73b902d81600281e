/** `import { start } from 'loopcheck'`: arms the probe in a program that runs already, from the program itself. */
import path = require('node:path');
import workers = require('node:worker_threads');

import modules = require('./modules.cjs');
import otlpSettings = require('../metrics/otlp-settings.cjs');
import redactions = require('../redaction/redact.cjs');
import readings = require('./readings.cjs');
import settings = require('./settings.cjs');

import type { WorkerData } from './messages.cjs';

/** The program's own line at which a stall was seen. Line and column count from 1; `function` is '' without a name. */
interface StallPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
}

/** One stall, told when it is over. */
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

/** What is left out here the variables `LOOPCHECK_*` say, then the configuration file, then the default. */
interface StartOptions {
  /** Folder of the trace, made where it is missing. `.loopcheck` of the working directory; null to write nothing. */
  readonly dir?: string | null;
  /** A pause of the loop at least this long is a stall. 50, and at least 1. */
  readonly thresholdMs?: number;
  /** What the trace of this process may take on the disk. 64 MB, and at least 1 MB. */
  readonly maxDiskBytes?: number;
  /** Sources of regular expressions; what they match in paths and names is not written. */
  readonly redact?: readonly string[];
  /** Where the figures are served over HTTP in Prometheus' format: a port, 0 for any that is free. Nowhere. */
  readonly metricsPort?: number;
  /** The address that the port is bound to. 127.0.0.1. */
  readonly metricsHost?: string;
  /** A file that is rewritten with the figures in Prometheus' format. None. */
  readonly metricsFile?: string;
  /** Where OTLP metrics are sent: an address (`http://localhost:4318`), or `otel` for what `OTEL_*` say. Nowhere. */
  readonly otlp?: string;
  /** Hears of each stall when the loop has turned; of one that `stop` or the exit cuts off, within these. */
  readonly onStall?: (stall: Stall) => void;
}

interface Recording {
  /** Writes what is open and looks no more. A second call does nothing. */
  stop(): void;
}

/** Whole sentences for options that make no sense. */
function check(options: StartOptions): void {
  const rules = [
    ['thresholdMs', options.thresholdMs, readings.MIN_THRESHOLD_MS, Number.MAX_VALUE],
    ['maxDiskBytes', options.maxDiskBytes, readings.MIN_DISK_BYTES, Number.MAX_VALUE],
    ['metricsPort', options.metricsPort, 0, readings.MAX_PORT],
  ] as const;
  for (const [name, value, least, most] of rules) {
    if (value === undefined || (Number.isFinite(value) && value >= least && value <= most)) continue;
    const range = most === Number.MAX_VALUE ? `${least} or more` : `${least} to ${most}`;
    throw new TypeError(`loopcheck: ${name} must be a number of ${range}, not ${String(value)}.`);
  }
  const bad = (options.redact ?? []).filter((source) => !redactions.isPattern(source));
  if (bad.length > 0)
    throw new TypeError('loopcheck: redact must hold regular expressions that match some texts only.');
  if (options.otlp === undefined || otlpSettings.isAddress(options.otlp)) return;
  throw new TypeError(
    'loopcheck: otlp must be an address such as http://localhost:4318, without credentials, or otel.',
  );
}

/** The options over what the environment and the configuration file say. */
function settled(options: StartOptions): Parameters<typeof settings.configOf>[0] {
  const cwd = process.cwd();
  const told = settings.fromEnvironment(process.env, cwd);
  const notes = [...told.notes];
  const { metricsPort, metricsHost, metricsFile, otlp } = options;
  const metrics = settings.metricsOf({
    port: metricsPort ?? told.metrics?.port ?? null,
    host: metricsHost ?? told.metrics?.host ?? settings.DEFAULT_HOST,
    file: metricsFile === undefined ? (told.metrics?.file ?? null) : path.resolve(cwd, metricsFile),
    otlp: otlp === undefined ? (told.metrics?.otlp ?? null) : settings.otlpOf(otlp, process.env, notes),
  });
  return {
    ...told,
    // Now: the program may change its folder.
    dir: options.dir === undefined ? told.dir : options.dir === null ? null : path.resolve(cwd, options.dir),
    thresholdMs: options.thresholdMs ?? told.thresholdMs,
    maxDiskBytes: options.maxDiskBytes ?? told.maxDiskBytes,
    redact: options.redact ?? told.redact,
    metrics,
    notes,
  };
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
  const config = settings.configOf(settled(options));
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
