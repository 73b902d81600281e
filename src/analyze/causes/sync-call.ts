import { doing, type Judge } from './cause.js';
import { judgeCalls } from './timed-calls.js';

/** Synchronous calls into the system took more of the stall than anything else: one long one or many short ones. */
export const syncCall: Judge = (view) => judgeCalls(view, 'sync-call', doing(view, 'sync-call'));
