import { doing, type Judge } from './cause.js';
import { judgeCalls } from './timed-calls.js';

/** Parsing, printing or cloning data took more of the stall than anything else. */
export const json: Judge = (view) => judgeCalls(view, 'json', doing(view, 'json'));
