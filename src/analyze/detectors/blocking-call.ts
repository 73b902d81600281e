import { isSleep } from './sleep-loop.js';
import { stallDetector } from './stall-finding.js';

/** A synchronous call held the loop. Waiting on purpose is `sleep-loop`. */
export const blockingCall = stallDetector(
  'blocking-call',
  (stall) => stall.cause.kind === 'sync-call' && !isSleep(stall),
);
