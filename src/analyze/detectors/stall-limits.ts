import { HARM_MS, STALL_MS } from '../thresholds.js';
import type { Limit } from './detector.js';

/** From when on a pause counts, and from when on it hurts: the same for every finding about stalls. */
export const STALL_LIMITS: readonly Limit[] = [
  {
    value: STALL_MS,
    unit: 'ms',
    of: 'without a turn of the loop (`--threshold`)',
    why: 'people take a tenth of a second for "at once", and the rest of a request needs half of that',
  },
  {
    value: HARM_MS,
    unit: 'ms',
    of: 'that somebody had to wait, for an `error`',
    why: 'that is when a person notices the wait',
  },
];
