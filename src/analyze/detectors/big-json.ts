import { stallDetector } from './stall-finding.js';

/** Megabytes parsed, printed or cloned in one go. */
export const bigJson = stallDetector('big-json', ({ cause }) => cause.kind === 'json');
