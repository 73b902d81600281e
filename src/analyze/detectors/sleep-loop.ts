import type { Stall } from '../diagnosis.js';
import { stallDetector } from './stall-finding.js';

/** The stall passed time on purpose: spinning on the clock, in `Atomics.wait`, or on a child's `sleep`. */
export function isSleep(stall: Stall): boolean {
  const { kind, api, pattern } = stall.cause;
  return kind === 'sleep-loop' || (kind === 'sync-call' && (api === 'Atomics.wait' || pattern === 'sleep'));
}

export const sleepLoop = stallDetector('sleep-loop', isSleep);
