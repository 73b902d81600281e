/**
 * The settings of a probe that the program arms itself. Whatever is wrong with one, its default is used and the trace
 * says so: a program is not stopped by a slip in its environment.
 */
import fs = require('node:fs');
import os = require('node:os');
import path = require('node:path');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

const DEFAULT_DIR = '.loopcheck';
const DEFAULT_THRESHOLD_MS = 50;
const DEFAULT_DISK_BYTES = 64 * 1024 * 1024;
/** Less holds next to nothing: a stall takes up to 64 KB, and there are eight segments. */
const MIN_DISK_BYTES = 1024 * 1024;
const MIN_THRESHOLD_MS = 1;

interface Settings {
  readonly dir: string | null;
  readonly thresholdMs: number;
  readonly maxDiskBytes: number;
  readonly redact: readonly string[];
  readonly notes: readonly string[];
  readonly snapshotSignal: string | null;
  readonly snapshotFile: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1000, m: 60_000 };
const BYTES: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 };

/** `250`, `250ms`, `64 MB`; null where that is no number in one of the units. */
function quantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = match === null ? undefined : units[(match[2] as string).toLowerCase()];
  const value = Number(match?.[1]) * (unit ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function isPattern(source: string): boolean {
  try {
    return !new RegExp(source).test('');
  } catch {
    return false;
  }
}

/** Signals that a program can take, and that Node does not need itself. */
function isUsable(signal: string): boolean {
  return signal in os.constants.signals && !['SIGKILL', 'SIGSTOP', 'SIGUSR1', 'SIGPROF', 'SIGSEGV'].includes(signal);
}

/** Reads the variables `LOOPCHECK_*`. */
function fromEnvironment(env: Environment, cwd: string): Settings {
  const notes: string[] = [];
  /** The value of a variable, or the default where it is not set or `read` makes nothing of it. */
  function setting<T>(name: string, fallback: T, read: (text: string) => T | null, wanted: string, used: string): T {
    const text = env[name];
    if (text === undefined || text.trim() === '') return fallback;
    const value = read(text);
    if (value !== null) return value;
    notes.push(`${name}=${JSON.stringify(text.slice(0, 60))} is not ${wanted}; ${used}.`);
    return fallback;
  }
  const atLeast = (least: number, value: number | null) => (value === null || value < least ? null : value);

  const redact = (env['LOOPCHECK_REDACT'] ?? '').split(/[\n,]/).filter((source) => source.trim() !== '');
  const usable = redact.filter(isPattern);
  if (usable.length < redact.length) {
    const wrong = redact.length - usable.length;
    // Which one is not said: it may hold what is not to be in the trace.
    notes.push(`${wrong} of the patterns in LOOPCHECK_REDACT are no regular expression that matches a text; not used.`);
  }
  return {
    dir: path.resolve(cwd, env['LOOPCHECK_DIR']?.trim() || DEFAULT_DIR),
    thresholdMs: setting(
      'LOOPCHECK_THRESHOLD',
      DEFAULT_THRESHOLD_MS,
      (text) => atLeast(MIN_THRESHOLD_MS, quantity(text, MS)),
      'a time of 1 ms or more (50, 50ms, 1s)',
      '50 ms was used',
    ),
    maxDiskBytes: setting(
      'LOOPCHECK_MAX_DISK',
      DEFAULT_DISK_BYTES,
      (text) => atLeast(MIN_DISK_BYTES, quantity(text, BYTES)),
      'a size of 1 MB or more (64MB)',
      '64 MB was used',
    ),
    redact: usable,
    snapshotSignal: setting(
      'LOOPCHECK_SNAPSHOT_SIGNAL',
      null,
      (text) => (isUsable(text.trim()) ? text.trim() : null),
      'a signal that a program can take (SIGUSR2)',
      'no signal asks for a snapshot',
    ),
    snapshotFile: env['LOOPCHECK_SNAPSHOT_FILE'] ? path.resolve(cwd, env['LOOPCHECK_SNAPSHOT_FILE']) : null,
    notes,
  };
}

function version(): string {
  try {
    const text = fs.readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}

/** The probe's configuration; its zero is now. */
function configOf({ dir, thresholdMs, ...recorder }: Settings): ProbeConfig {
  return {
    dir,
    file: null,
    originNs: String(process.hrtime.bigint()),
    originWallMs: Date.now(),
    thresholdMs,
    mode: 'default',
    loopcheckVersion: version(),
    preload: path.join(__dirname, 'register.cjs'),
    nodeOptions: null,
    recorder,
  };
}

export = {
  fromEnvironment,
  configOf,
  DEFAULT_DIR,
  DEFAULT_THRESHOLD_MS,
  DEFAULT_DISK_BYTES,
  MIN_DISK_BYTES,
  MIN_THRESHOLD_MS,
};
