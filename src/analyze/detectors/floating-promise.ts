import type { FloatingEvent } from '../../trace/deep.js';
import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { asyncEntryAt, droppedCalls, placeOfCall, useOfCall } from '../source/dropped.js';
import { codeAt } from '../source/place.js';
import { FLOATING_COUNT } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { processFacts } from './process-facts.js';

interface Floating {
  readonly event: FloatingEvent;
  /** The line of the call. */
  readonly place: Frame;
  /** The async function's name; '' for none. */
  readonly callee: string;
  readonly severity: Finding['severity'];
}

/** The last account of each place. */
function latest(view: ProcessView): readonly FloatingEvent[] {
  const events = new Map<string, FloatingEvent>();
  for (const event of view.process.deep) {
    if (event.type === 'floating') events.set(`${event.threadId ?? 0} ${event.via} ${event.stack}`, event);
  }
  return [...events.values()].filter(({ count }) => count >= FLOATING_COUNT);
}

/** The frame that called the innermost one; V8's own frames between them (`forEach`) are passed over. */
function callerOf(frames: readonly Frame[]): { frame: Frame; direct: boolean; byNode: boolean } | null {
  const at = frames.findIndex(({ owner }, index) => index > 0 && owner !== 'builtin');
  const frame = frames[at];
  if (frame === undefined || frame.owner !== 'app') return null;
  return { frame, direct: at === 1, byNode: frames[at + 1]?.owner === 'node' };
}

function judged(context: DetectorContext, view: ProcessView, event: FloatingEvent): Floating | null {
  const frames = view.readers.readStack(event.stack);
  const callee = frames[0];
  if (callee === undefined || callee.owner !== 'app') return null;
  if (event.via === 'end') return foundByItsEnd(view, event, callee);
  // Where the source is there, it must be an async function that begins: optimized code hides V8's own frames.
  if (codeAt(view.sources, callee) !== null && asyncEntryAt(view.sources, callee) === null) return null;
  const caller = callerOf(frames);
  if (caller === null) return null;
  const facts = processFacts(context.trace, view.ordinal);
  const isWhole = !event.gaps && (facts.ranDry || event.unsettled === 0);
  const found = useOfCall(view.sources, caller.frame);
  // Of the built-ins between, those that keep what a callback returns are not the same as `forEach`.
  const use = caller.direct ? (found?.use ?? 'given') : event.gaps ? 'given' : 'dropped';
  if (use === 'void') return null;
  // A listener that hands the promise on to Node, which called it: as if the async function were the listener itself.
  if (use === 'returned' && caller.byNode) return null;
  // What is kept may be awaited later: only a run that has come to its end can say that it never was.
  if (use !== 'dropped' && !isWhole) return null;
  return { event, place: caller.frame, callee: callee.name, severity: severityOf(event, use, found, facts) };
}

function severityOf(
  { rejected, unsettled, gaps }: FloatingEvent,
  use: string,
  found: { readonly last: boolean } | null,
  facts: ReturnType<typeof processFacts>,
): Finding['severity'] {
  if (rejected > 0) return 'error';
  // `main()` as the program's last step: the process stays for it, dies of its error, and may be ended by it.
  if (found?.last === true) return 'info';
  // `process.exit` with the work still under way: it was left undone. What we stopped ourselves is no harm of the code's.
  if (unsettled > 0 && !gaps && facts.saidGoodbye && !facts.ranDry && !facts.stoppedByUs) return 'error';
  return use === 'kept' ? 'info' : 'warning';
}

/** The place of the call was not taken: the source tells it, where one call by the function's name drops its promise. */
function foundByItsEnd({ sources }: ProcessView, event: FloatingEvent, end: Frame): Floating | null {
  const fn = codeAt(sources, end)?.fn;
  const name = end.name.slice(end.name.lastIndexOf('.') + 1);
  if (fn?.async !== true || name === '') return null;
  const calls = droppedCalls(sources, name);
  const [only] = calls;
  if (only === undefined || calls.length > 1) return null;
  const place = { ...end, ...placeOfCall(only), name: '' };
  return { event, place, callee: end.name, severity: 'warning' };
}

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

function check(context: DetectorContext, view: ProcessView): Finding[] {
  const found = latest(view).flatMap((event) => judged(context, view, event) ?? []);
  return groupBy(found, ({ place }) => lineKey(place)).flatMap((group) => {
    // One that was seen at its call knows more than one that was guessed by its end.
    const seen = group.filter(({ event }) => event.via === 'call');
    const counted = seen.length > 0 ? seen : group;
    const [worst] = [...counted].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    if (worst === undefined) return [];
    const sum = (of: (event: FloatingEvent) => number) => counted.reduce((all, { event }) => all + of(event), 0);
    const count = sum((event) => event.count);
    return behaviourFinding('floating-promise', {
      severity: worst.severity,
      place: worst.place,
      count,
      totalMs: 0,
      evidence: {
        callee: worst.callee,
        made: sum((event) => event.made),
        n: count,
        unsettled: sum((event) => event.unsettled),
        rejected: sum((event) => event.rejected),
        seenAtCall: worst.event.via === 'call',
      },
    });
  });
}

/** A promise of the user's own async function that nobody took up, and that outlived its caller. */
export const floatingPromise: Detector = {
  id: 'floating-promise',
  needs: ['deep'],
  limits: [
    {
      value: FLOATING_COUNT,
      unit: 'count',
      of: 'call whose promise nobody took up and that was not settled when its caller returned',
      why: 'one forgotten `await` is one error that nobody hears of',
    },
  ],
  severities: ['error', 'warning', 'info'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
