/** What `loopcheck/test` exports, once a thread. */
import messages = require('./message.cjs');
import watches = require('./watch.cjs');

import type { NoStallOptions, TestApi } from './contract.cjs';

class StallError extends Error {
  override readonly name = 'StallError';
}

async function expectNoStall<T>(work: () => T | Promise<T>, { maxMs = 50 }: NoStallOptions = {}): Promise<T> {
  watches.checkMs('maxMs', maxMs);
  const watch = watches.openWatch(maxMs);
  let result: T;
  try {
    result = await watch.run(work);
  } catch (error) {
    await watch.stop();
    throw error;
  }
  const watched = await watch.stop();
  if (watched.stalls.length > 0) throw new StallError(messages.describeStalls(watched, maxMs));
  return result;
}

const api: TestApi = { expectNoStall, watchLoop: watches.watchLoop, StallError };

export = api;
