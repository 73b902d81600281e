/**
 * The settings of a probe that the program arms itself. Whatever is wrong with one, its default is used and the trace
 * says so: a program is not stopped by a slip in its environment.
 */
import fs = require('node:fs');
import os = require('node:os');
import path = require('node:path');

import type { MetricsConfig, ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import otlpSettings = require('../metrics/otlp-settings.cjs');
import redactions = require('../redaction/redact.cjs');
import configurations = require('./configuration.cjs');

const DEFAULT_DIR = '.loopcheck';
const DEFAULT_THRESHOLD_MS = 50;
const DEFAULT_DISK_BYTES = 64 * 1024 * 1024;
/** Less holds next to nothing: a stall takes up to 64 KB, and there are eight segments. */
const MIN_DISK_BYTES = 1024 * 1024;
const MIN_THRESHOLD_MS = 1;
/** Nobody else on the network is told. */
const DEFAULT_HOST = '127.0.0.1';
const MAX_PORT = 65_535;

interface Settings {
  readonly dir: string | null;
  readonly thresholdMs: number;
  readonly maxDiskBytes: number;
  readonly redact: readonly string[];
  readonly notes: readonly string[];
  readonly snapshotSignal: string | null;
  readonly snapshotFile: string | null;
  /** Null where the figures go nowhere. */
  readonly metrics: MetricsConfig | null;
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
  readonly key: Parameters<Values['get']>[0];
  readonly read: (text: string, folder: string) => T | null;
  readonly wanted: string;
  /** What is done instead. */
  readonly instead: string;
}

type Values = ReturnType<typeof configurations.readConfiguration>['values'];

const isPath = (text: string, folder: string) => path.resolve(folder, text.trim());

const THRESHOLD: Reading<number> = {
  variable: 'LOOPCHECK_THRESHOLD',
  key: 'threshold',
  read: (text) => atLeast(MIN_THRESHOLD_MS, quantity(text, MS)),
  wanted: 'a time of 1 ms or more (50, 50ms, 1s)',
  instead: '50 ms was used',
};
const MAX_DISK: Reading<number> = {
  variable: 'LOOPCHECK_MAX_DISK',
  key: 'maxDisk',
  read: (text) => atLeast(MIN_DISK_BYTES, quantity(text, BYTES)),
  wanted: 'a size of 1 MB or more (64MB)',
  instead: '64 MB was used',
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
};
const METRICS_HOST: Reading<string> = {
  variable: 'LOOPCHECK_METRICS_HOST',
  key: 'metricsHost',
  read: (text) => text.trim(),
  wanted: 'an address',
  instead: `${DEFAULT_HOST} was used`,
};
const OTLP: Reading<string> = {
  variable: 'LOOPCHECK_OTLP_ENDPOINT',
  key: 'otlp',
  read: (text) => (otlpSettings.isAddress(text.trim()) ? text.trim() : null),
  wanted: 'an address such as http://localhost:4318, or otel',
  instead: 'no metrics are sent',
};
const pathOf = (variable: string, key: Reading<string>['key']): Reading<string> => {
  return { variable, key, read: isPath, wanted: 'a path', instead: 'not used' };
};

/**
 * Reads the variables `LOOPCHECK_*`, and what they do not say from the configuration file. What is wrong with either is
 * in the notes.
 */
function fromEnvironment(env: Environment, cwd: string): Settings {
  const { values, notes: told } = configurations.readConfiguration(cwd, env['LOOPCHECK_CONFIG']);
  const notes = [...told];

  function refuse({ wanted, instead }: Reading<unknown>, place: string): null {
    notes.push(`${place} is not ${wanted}; ${instead}.`);
    return null;
  }

  /** The value of a setting; null where nothing sets it, or what does is not to be used. */
  function setting<T>(reading: Reading<T>): T | null {
    const { variable, key, read } = reading;
    const text = env[variable];
    if (text !== undefined && text.trim() !== '') {
      return read(text, cwd) ?? refuse(reading, `${variable}=${shown(text)}`);
    }
    const found = values.get(key);
    if (found === undefined) return null;
    const { value, place, folder } = found;
    const isText = typeof value === 'string' ? value.trim() !== '' : typeof value === 'number';
    return (isText ? read(String(value), folder) : null) ?? refuse(reading, `${place}: ${shown(value)}`);
  }

  /** Which one is wrong is not said: it may hold what is not to be in the trace. */
  function patterns(): readonly string[] {
    const text = env['LOOPCHECK_REDACT'];
    const found = values.get('redact');
    const isSet = text !== undefined && text.trim() !== '';
    const sources: readonly unknown[] = isSet ? text.split(/[\n,]/) : [found?.value ?? []].flat();
    const given = sources.filter((source) => !(typeof source === 'string' && source.trim() === ''));
    const usable = given.filter(
      (source): source is string => typeof source === 'string' && redactions.isPattern(source),
    );
    const wrong = given.length - usable.length;
    if (wrong > 0) {
      const place = isSet ? 'LOOPCHECK_REDACT' : found?.place;
      notes.push(`${wrong} of the patterns in ${place} are no regular expression that matches a text; not used.`);
    }
    return usable;
  }

  function metrics(): MetricsConfig | null {
    const port = setting(METRICS_PORT);
    const host = setting(METRICS_HOST) ?? DEFAULT_HOST;
    const file = setting(pathOf('LOOPCHECK_METRICS_FILE', 'metricsFile'));
    return metricsOf({ port, host, file, otlp: otlpOf(setting(OTLP), env, notes) });
  }

  return {
    dir: setting(pathOf('LOOPCHECK_DIR', 'dir')) ?? path.resolve(cwd, DEFAULT_DIR),
    thresholdMs: setting(THRESHOLD) ?? DEFAULT_THRESHOLD_MS,
    maxDiskBytes: setting(MAX_DISK) ?? DEFAULT_DISK_BYTES,
    redact: patterns(),
    snapshotSignal: setting(SNAPSHOT_SIGNAL),
    snapshotFile: setting(pathOf('LOOPCHECK_SNAPSHOT_FILE', 'snapshotFile')),
    metrics: metrics(),
    notes,
  };
}

/** A wrong value as a note shows it. */
function shown(value: unknown): string {
  return otlpSettings.withoutSecrets(JSON.stringify(value) ?? String(value)).slice(0, 60);
}

/** Where OTLP goes; null for nowhere. Adds to `notes` what OpenTelemetry's variables get wrong. */
function otlpOf(endpoint: string | null, env: Environment, notes: string[]): MetricsConfig['otlp'] {
  if (endpoint === null) return null;
  const { otlp, complaints } = otlpSettings.otlpSettings(endpoint, env);
  notes.push(...complaints);
  return otlp;
}

/** The ways that the figures take; null where they take none. */
function metricsOf(ways: MetricsConfig): MetricsConfig | null {
  const { port, file, otlp } = ways;
  return port === null && file === null && otlp === null ? null : ways;
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
function configOf({ dir, thresholdMs, redact, metrics, ...recorder }: Settings): ProbeConfig {
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
    ...(redact.length === 0 ? {} : { redact }),
    recorder: metrics === null ? recorder : { ...recorder, metrics },
  };
}

export = {
  fromEnvironment,
  otlpOf,
  metricsOf,
  configOf,
  DEFAULT_DIR,
  DEFAULT_THRESHOLD_MS,
  DEFAULT_DISK_BYTES,
  MIN_DISK_BYTES,
  MIN_THRESHOLD_MS,
  DEFAULT_HOST,
  MAX_PORT,
};
