import { relative, resolve } from 'node:path';
import { AGGREGATES } from '../../gate/compare/aggregate.js';
import { BLAMES, type ParsedOptions, parseFormat, TONES } from '../options.js';
import { MAX_TIMER_MS } from '../units.js';
import { address, expressions } from './telemetry.js';
import { type At, choice, count, flag, positive, text, texts, timeMs } from './values.js';

/** Paths in a configuration begin at its folder; the command line's own begin at the current one. */
export interface Base {
  readonly folder: string;
  readonly cwd: string;
}

type Read = (value: unknown, at: At, base: Base) => ParsedOptions;

function path(value: string, { folder, cwd }: Base): string {
  return value === '-' ? value : relative(cwd, resolve(folder, value)) || '.';
}

function formatOf(value: string, base: Base) {
  const format = parseFormat(value);
  return format.path === null ? format : { ...format, path: path(format.path, base) };
}

/** Every option that a configuration may hold, besides `allow`, `budgets` and `extends`: named as its flag is. */
export const OPTION_READERS: Readonly<Record<string, Read>> = {
  threshold: (value, at) => ({ threshold: timeMs(value, at, { zero: false }) }),
  format: (value, at, base) => ({ format: texts(value, at).map((one) => formatOf(one, base)) }),
  output: (value, at, base) => ({ output: path(text(value, at), base) }),
  tone: (value, at) => ({ tone: choice(value, at, TONES) }),
  blame: (value, at) => ({ blame: choice(value, at, BLAMES) }),
  quiet: (value, at) => ({ quiet: flag(value, at) }),
  verbose: (value, at) => ({ verbose: flag(value, at) }),
  cpuWorkers: (value, at) => ({ cpuWorkers: texts(value, at) }),
  otlp: (value, at) => ({ otlp: address(value, at) }),
  redact: (value, at) => ({ redact: expressions(value, at) }),
  trace: (value, at, base) => ({ trace: path(text(value, at), base) }),
  duration: (value, at) => ({ duration: timeMs(value, at, { zero: false, maxMs: MAX_TIMER_MS }) }),
  onPort: (value, at) => ({ onPort: text(value, at) }),
  deep: (value, at) => ({ deep: flag(value, at) }),
  warmup: (value, at) => ({ warmup: timeMs(value, at, { zero: true, maxMs: MAX_TIMER_MS }) }),
  requirePort: (value, at) => ({ requirePort: flag(value, at) }),
  requireRequests: (value, at) => ({ requireRequests: count(value, at) }),
  runs: (value, at) => ({ runs: positive(value, at) }),
  aggregate: (value, at) => ({ aggregate: choice(value, at, AGGREGATES) }),
  baseline: (value, at, base) => ({ baseline: path(text(value, at), base) }),
  ratchet: (value, at) => ({ ratchet: flag(value, at) }),
};
