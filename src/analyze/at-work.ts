import type { Stall } from './diagnosis.js';
import { HARM_MS } from './thresholds.js';

/**
 * A worker thread at its job: what holds its loop is the cure, and not the disease, unless its own timers, its requests or
 * words of other threads had to wait for it for long. The first word to one that still starts waits for every worker. Of
 * one that was declared to compute nobody asks that.
 */
export function isAtWork(
  { threadId, delayed, durationMs, phase }: Pick<Stall, 'threadId' | 'delayed' | 'durationMs' | 'phase'>,
  isDeclared: boolean,
): boolean {
  if (threadId === 0) return false;
  if (isDeclared) return true;
  const messages = phase === 'startup' ? 0 : (delayed.messages ?? 0);
  if (messages > 0 && durationMs >= HARM_MS) return false;
  const waiting = (delayed.timers ?? 0) + (delayed.requests ?? 0);
  return waiting === 0 || (delayed.longestMs ?? durationMs) < HARM_MS;
}
