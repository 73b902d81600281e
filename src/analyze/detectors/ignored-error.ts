import type { FailureEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import { type Frame, userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';

interface Failure {
  readonly event: FailureEvent;
  readonly place: Frame | null;
}

/** The program could not even be read: nothing of it has run that could have taken the error. */
const NEVER_RAN = /^(?:SyntaxError)$|^(?:MODULE_NOT_FOUND|ERR_MODULE_NOT_FOUND|ERR_UNKNOWN_FILE_EXTENSION)$/;

function failuresOf(view: ProcessView): Failure[] {
  return view.process.observed.flatMap((event) => {
    if (event.type !== 'failure' || NEVER_RAN.test(event.name) || NEVER_RAN.test(event.code ?? '')) return [];
    // A worker's end is an event of its parent's, which may well take it.
    if (event.fatal && (event.threadId ?? 0) !== 0) return [];
    const place = userFrame(view.readers.readStack(event.stack)) ?? userFrame(view.readers.readStack(event.started));
    return [{ event, place }];
  });
}

function severityOf({ trace }: DetectorContext, view: ProcessView, fatal: boolean): Finding['severity'] {
  if (!fatal) return 'warning';
  const isLaunched = trace.run === null || view.process.header.pid === trace.run.pid;
  // A child that fails is its parent's to judge, and the parent was content.
  return isLaunched || trace.run?.exited?.exitCode !== 0 ? 'error' : 'info';
}

function check(context: DetectorContext, view: ProcessView): Finding[] {
  const groups = groupBy(failuresOf(view), ({ event, place }) => `${lineKey(place)} ${event.origin} ${event.name}`);
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { origin, errorEvent, name, message, code } = first.event;
    const fatal = group.some(({ event }) => event.fatal);
    return behaviourFinding('ignored-error', {
      severity: severityOf(context, view, fatal),
      place: first.place,
      count: group.length,
      totalMs: 0,
      evidence: {
        kind: errorEvent ? 'error-event' : origin,
        name,
        message,
        code: code ?? null,
        fatal,
        n: group.length,
      },
    });
  });
}

/** An error that nobody took. */
export const ignoredError: Detector = {
  id: 'ignored-error',
  needs: ['errors', 'operations'],
  limits: [
    {
      value: 1,
      unit: 'count',
      of: 'rejection without a handler, `error` event without a listener, or exception that nobody caught',
      why: 'Node itself says that nobody took it, and by default the process ends there',
    },
  ],
  severities: ['error', 'warning', 'info'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
