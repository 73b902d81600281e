import { nearest } from '../near.js';
import { type At, objectOf } from './values.js';

/** What `register` may hold. Its values are read where they are used, in the process that records itself. */
export const REGISTER_KEYS = [
  'dir',
  'maxDisk',
  'snapshotSignal',
  'snapshotFile',
  'metricsPort',
  'metricsHost',
  'metricsFile',
  'otlp',
] as const;

/** Throws a `CliError` for what is no object, or has an unknown key. The command line has no use for the rest. */
export function checkRegister(value: unknown, at: At): void {
  objectOf(value, at, REGISTER_KEYS, (key) => nearest(key, REGISTER_KEYS));
}
