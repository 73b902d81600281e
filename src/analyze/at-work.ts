import type { Stall } from './diagnosis.js';
import { HARM_MS } from './thresholds.js';

/**
 * A worker thread at its job: what holds its loop is the cure, and not the disease, unless its own timers or requests had
 * to wait for it for long. Of a worker that was declared to compute nobody asks that.
 */
export function isAtWork(
  { threadId, delayed, durationMs }: Pick<Stall, 'threadId' | 'delayed' | 'durationMs'>,
  isDeclared: boolean,
): boolean {
  if (threadId === 0) return false;
  if (isDeclared) return true;
  const waiting = (delayed.timers ?? 0) + (delayed.requests ?? 0);
  return waiting === 0 || (delayed.longestMs ?? durationMs) < HARM_MS;
}
