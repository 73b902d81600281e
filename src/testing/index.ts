/**
 * `loopcheck/test`: fails a single test when its own work holds up the event loop.
 */

import { describeStalls } from './message.js';
import { checkMs, openWatch } from './watch.js';

export type { Place, Stall } from './stall.js';
export { type LoopWatch, type Watched, type WatchOptions, watchLoop } from './watch.js';

/** What a test allows. */
export interface NoStallOptions {
  /** The longest pause that passes, ms. 50, and at least 20. */
  readonly maxMs?: number;
}

/** What `expectNoStall` fails with. */
export class StallError extends Error {
  override readonly name = 'StallError';
}

/**
 * Runs `work` and gives what it gives. Rejects with a `StallError` where a callback of `work`, or of what it began, held
 * the loop for longer than `maxMs`; its message holds how long, where, and why as far as that was measured. Stalls of
 * other tests that run beside it do not count. Rejects with the work's own error where that fails.
 */
export async function expectNoStall<T>(work: () => T | Promise<T>, { maxMs = 50 }: NoStallOptions = {}): Promise<T> {
  checkMs('maxMs', maxMs);
  const watch = openWatch(maxMs);
  let result: T;
  try {
    result = await watch.run(work);
  } catch (error) {
    await watch.stop();
    throw error;
  }
  const watched = await watch.stop();
  if (watched.stalls.length > 0) throw new StallError(describeStalls(watched, maxMs));
  return result;
}
