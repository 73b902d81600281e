import type { Traits } from './detector.js';
import { STALL_LIMITS } from './stall-limits.js';

const [STALL_LIMIT] = STALL_LIMITS;
const machine = (id: string): Traits => ({
  id,
  needs: ['stalls'],
  limits: STALL_LIMIT === undefined ? [] : [STALL_LIMIT],
  severities: [],
});

/** Causes that have a page and no finding of their own: native code is found as `cpu-bound`, the others blame nobody. */
export const NOTES: readonly Traits[] = [
  { id: 'native', needs: ['stalls'], limits: STALL_LIMITS, severities: ['error', 'warning', 'info'] },
  machine('cpu-starved'),
  machine('suspended'),
];
