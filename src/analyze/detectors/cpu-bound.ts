import { stallDetector } from './stall-finding.js';

/** Computing in the loop, by the user's own JavaScript or by a built-in that it calls. */
export const cpuBound = stallDetector('cpu-bound', ({ cause }) => cause.kind === 'cpu' || cause.kind === 'native');
