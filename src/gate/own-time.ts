import type { CauseKind, Stall } from '../analyze/diagnosis.js';
import { NOTICEABLE_MS, NOTICEABLE_SHARE } from './limits.js';

/** What the machine did to the loop and the code did not; no budget is charged with it. */
const NOBODYS_FAULT: ReadonlySet<CauseKind> = new Set(['cpu-starved', 'suspended']);

/** Whether a stall of this kind can be held against the code. */
export function isCodesFault(kind: CauseKind): boolean {
  return !NOBODYS_FAULT.has(kind);
}

/**
 * How long the code itself held the loop, ms: the stall's length without the time in which the thread waited for a core.
 * A call that sleeps holds the loop all the same; and a loop that spins on the clock ends by the clock, whoever has the
 * core meanwhile.
 */
export function ownMs({
  cause,
  durationMs,
  runQueueMs,
}: Pick<Stall, 'durationMs' | 'runQueueMs'> & { readonly cause: Pick<Stall['cause'], 'kind'> }): number {
  if (cause.kind === 'sleep-loop') return durationMs;
  return Math.max(0, durationMs - (runQueueMs ?? 0));
}

/** Whether the figure by the clock tells something besides the code's own. */
export function isNoticeable(own: number, wallMs: number): boolean {
  return wallMs - own > Math.max(NOTICEABLE_MS, NOTICEABLE_SHARE * own);
}
