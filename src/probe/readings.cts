/** How each setting of a probe that the program arms itself is read, from a variable's text or a configuration's value. */
import os = require('node:os');
import path = require('node:path');

import otlpSettings = require('../metrics/otlp-settings.cjs');
import configurations = require('./configuration.cjs');

/** Less holds next to nothing: a stall takes up to 64 KB, and there are eight segments. */
const MIN_DISK_BYTES = 1024 * 1024;
const MIN_THRESHOLD_MS = 1;
const MAX_PORT = 65_535;

const MS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1000, m: 60_000 };
const BYTES: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 };

/** `250`, `250ms`, `64 MB`; null where that is no number in one of the units. */
function quantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = match === null ? undefined : units[(match[2] as string).toLowerCase()];
  const value = Number(match?.[1]) * (unit ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

/** Signals that a program can take, and that Node does not need itself. */
function isUsable(signal: string): boolean {
  return signal in os.constants.signals && !['SIGKILL', 'SIGSTOP', 'SIGUSR1', 'SIGPROF', 'SIGSEGV'].includes(signal);
}

function atLeast(least: number, value: number | null): number | null {
  return value === null || value < least ? null : value;
}

/** How a setting is read, and what is said where it can't be. */
interface Reading<T> {
  readonly variable: string;
  readonly key: Parameters<ReturnType<typeof configurations.readConfiguration>['values']['get']>[0];
  readonly read: (text: string, folder: string) => T | null;
  readonly wanted: string;
  /** What is done instead. */
  readonly instead: string;
  /** Whether a configuration may give a number for it. */
  readonly takesNumber?: true;
}

const resolved = (text: string, folder: string) => path.resolve(folder, text.trim());

const THRESHOLD: Reading<number> = {
  variable: 'LOOPCHECK_THRESHOLD',
  key: 'threshold',
  read: (text) => atLeast(MIN_THRESHOLD_MS, quantity(text, MS)),
  wanted: 'a time of 1 ms or more (50, 50ms, 1s)',
  instead: '50 ms was used',
  takesNumber: true,
};
const MAX_DISK: Reading<number> = {
  variable: 'LOOPCHECK_MAX_DISK',
  key: 'maxDisk',
  read: (text) => atLeast(MIN_DISK_BYTES, quantity(text, BYTES)),
  wanted: 'a size of 1 MB or more (64MB)',
  instead: '64 MB was used',
  takesNumber: true,
};
const SNAPSHOT_SIGNAL: Reading<string> = {
  variable: 'LOOPCHECK_SNAPSHOT_SIGNAL',
  key: 'snapshotSignal',
  read: (text) => (isUsable(text.trim()) ? text.trim() : null),
  wanted: 'a signal that a program can take (SIGUSR2)',
  instead: 'no signal asks for a snapshot',
};
const METRICS_PORT: Reading<number> = {
  variable: 'LOOPCHECK_METRICS_PORT',
  key: 'metricsPort',
  read: (text) => (/^\s*\d{1,5}\s*$/.test(text) && Number(text) <= MAX_PORT ? Number(text) : null),
  wanted: 'a port (0 to 65535)',
  instead: 'metrics are served nowhere',
  takesNumber: true,
};
const METRICS_HOST: Reading<string> = {
  variable: 'LOOPCHECK_METRICS_HOST',
  key: 'metricsHost',
  read: (text) => text.trim(),
  wanted: 'an address',
  instead: '127.0.0.1 was used',
};
const OTLP: Reading<string> = {
  variable: 'LOOPCHECK_OTLP_ENDPOINT',
  key: 'otlp',
  read: (text) => (otlpSettings.isAddress(text.trim()) ? text.trim() : null),
  wanted: 'an address such as http://localhost:4318, or otel',
  instead: 'no metrics are sent',
};

function pathOf(variable: string, key: Reading<string>['key'], instead: string): Reading<string> {
  return { variable, key, read: resolved, wanted: 'a path', instead };
}

const DIR = pathOf('LOOPCHECK_DIR', 'dir', '.loopcheck was used');
const SNAPSHOT_FILE = pathOf('LOOPCHECK_SNAPSHOT_FILE', 'snapshotFile', 'no file asks for a snapshot');
const METRICS_FILE = pathOf('LOOPCHECK_METRICS_FILE', 'metricsFile', 'metrics are written nowhere');

export = {
  THRESHOLD,
  MAX_DISK,
  SNAPSHOT_SIGNAL,
  SNAPSHOT_FILE,
  DIR,
  METRICS_PORT,
  METRICS_HOST,
  METRICS_FILE,
  OTLP,
  MIN_DISK_BYTES,
  MIN_THRESHOLD_MS,
  MAX_PORT,
};
