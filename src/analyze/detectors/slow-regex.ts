import { stallDetector } from './stall-finding.js';

/** A regular expression that goes back and tries again for longer than a stall. */
export const slowRegex = stallDetector('slow-regex', ({ cause }) => cause.kind === 'regex');
