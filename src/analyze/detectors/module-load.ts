import { stallDetector } from './stall-finding.js';

/** A module loaded on first use, with the program already running. Loading before that is `blocked-startup`. */
export const moduleLoad = stallDetector(
  'module-load',
  ({ cause, phase }) => cause.kind === 'module-load' && phase === 'running',
);
