/**
 * The settings of a probe that the program arms itself. Whatever is wrong with one, its default is used and the trace
 * says so: a program is not stopped by a slip in its environment.
 */
import fs = require('node:fs');
import path = require('node:path');

import type { MetricsConfig, ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import otlpSettings = require('../metrics/otlp-settings.cjs');
import redactions = require('../redaction/redact.cjs');
import configurations = require('./configuration.cjs');
import readings = require('./readings.cjs');

const DEFAULT_DIR = '.loopcheck';
const DEFAULT_THRESHOLD_MS = 50;
const DEFAULT_DISK_BYTES = 64 * 1024 * 1024;
/** At most so much of a wrong value is shown. */
const SHOWN_LENGTH = 60;
/** Nobody else on the network is told. */
const DEFAULT_HOST = '127.0.0.1';

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

/** As `readings.cts` has them. */
type Reading<T> = Omit<typeof readings.DIR, 'read'> & { readonly read: (text: string, folder: string) => T | null };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables `LOOPCHECK_*`, and what they do not say from the configuration file. What is wrong with either is
 * in the notes.
 */
function fromEnvironment(env: Environment, cwd: string): Settings {
  const { values, notes: told } = configurations.readConfiguration(cwd, env['LOOPCHECK_CONFIG']);
  const notes = [...told];

  function refuse({ wanted, instead }: Pick<Reading<unknown>, 'wanted' | 'instead'>, place: string): null {
    notes.push(`${place} is not ${wanted}; ${instead}.`);
    return null;
  }

  /** The value of a setting; null where nothing sets it, or what does is not to be used. */
  function setting<T>(reading: Reading<T>): T | null {
    const { variable, key, read, takesNumber = false } = reading;
    const text = env[variable];
    if (text !== undefined && text.trim() !== '') {
      return read(text, cwd) ?? refuse(reading, `${variable}=${shown(text)}`);
    }
    const found = values.get(key);
    if (found === undefined) return null;
    const { value, place, folder } = found;
    const isUsable = typeof value === 'string' ? value.trim() !== '' : takesNumber && typeof value === 'number';
    return (isUsable ? read(String(value), folder) : null) ?? refuse(reading, `${place}: ${shown(value)}`);
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
    const port = setting(readings.METRICS_PORT);
    const host = setting(readings.METRICS_HOST) ?? DEFAULT_HOST;
    const file = setting(readings.METRICS_FILE);
    return metricsOf({ port, host, file, otlp: otlpOf(setting(readings.OTLP), env, notes) });
  }

  return {
    dir: setting(readings.DIR) ?? path.resolve(cwd, DEFAULT_DIR),
    thresholdMs: setting(readings.THRESHOLD) ?? DEFAULT_THRESHOLD_MS,
    maxDiskBytes: setting(readings.MAX_DISK) ?? DEFAULT_DISK_BYTES,
    redact: patterns(),
    snapshotSignal: setting(readings.SNAPSHOT_SIGNAL),
    snapshotFile: setting(readings.SNAPSHOT_FILE),
    metrics: metrics(),
    notes,
  };
}

/** A wrong value as a note shows it; of an address what may be a secret is left out. */
function shown(value: unknown): string {
  const isAddress = typeof value === 'string' && value.includes('://');
  const text = JSON.stringify(isAddress ? otlpSettings.withoutSecrets(value) : value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
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
  DEFAULT_HOST,
};
