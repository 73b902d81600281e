import { byCulprit } from '../culprits.js';
import type { Stall } from '../diagnosis.js';
import type { Detector } from './detector.js';
import { afterFirstUse, atMost } from './severity.js';
import { findingOf } from './stall-finding.js';
import { STALL_LIMITS } from './stall-limits.js';

/** Causes that `async` was expected to take away, and does not. */
const BLOCKING = new Set(['sync-call', 'sleep-loop', 'regex', 'json', 'cpu', 'native']);

function isFake(stall: Stall): boolean {
  return stall.inAsyncFunction && stall.threadId === 0 && BLOCKING.has(stall.cause.kind);
}

/** An `async` function, or a promise's continuation, that blocks all the same. Stands beside the finding of its cause. */
export const fakeAsync: Detector = {
  id: 'fake-async',
  needs: ['stalls'],
  limits: STALL_LIMITS.slice(0, 1),
  severities: ['warning', 'info'],
  check: (context) =>
    byCulprit(context.stalls.filter(isFake)).flatMap((group) => {
      // Node loading its own parts, of which nobody promised anything.
      if (afterFirstUse(group).length === 0) return [];
      const finding = findingOf(context, 'fake-async', group);
      // The harm is told by the finding of the cause; this one tells the misunderstanding.
      return { ...finding, severity: atMost(finding.severity, 'warning') };
    }),
};
