import { stallDetector } from './stall-finding.js';

/** Callbacks that keep queueing more before the loop gets its turn. */
export const loopStarvation = stallDetector('loop-starvation', ({ cause }) => cause.kind === 'microtask-flood');
