import type { SuspendedEvent } from '../../trace/deep.js';
import type { Finding } from '../diagnosis.js';
import { type Frame, userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { codeAt } from '../source/place.js';
import { NEVER_SETTLED_COUNT } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { UNSETTLED_TOP_LEVEL } from './process-facts.js';

interface Suspended {
  readonly event: SuspendedEvent;
  readonly place: Frame;
}

function suspendedIn(view: ProcessView): Suspended[] {
  return view.process.deep.flatMap((event) => {
    if (event.type !== 'suspended') return [];
    const [place] = view.readers.readStack(event.stack);
    return place === undefined || place.owner !== 'app' ? [] : [{ event, place }];
  });
}

function threadKey({ threadId }: SuspendedEvent, id: number): string {
  return `${threadId ?? 0}/${id}`;
}

/** The awaits that wait for one another, in a ring, from this one on; empty where they are in none. */
function ringFrom(start: Suspended, byId: ReadonlyMap<string, Suspended>): readonly Suspended[] {
  const ring = [start];
  let at = byId.get(threadKey(start.event, start.event.behind));
  while (at !== undefined && !ring.includes(at)) {
    ring.push(at);
    at = byId.get(threadKey(at.event, at.event.behind));
  }
  return at === start ? ring : [];
}

function latest(ring: readonly Suspended[]): Suspended | undefined {
  return ring.reduce<Suspended | undefined>(
    (last, one) => (last === undefined || one.event.atNs > last.event.atNs ? one : last),
    undefined,
  );
}

/** An await that has gone on before, in a loop without end: whoever takes from a queue waits so for the next piece. */
function isConsumer({ sources }: ProcessView, { event, place }: Suspended): boolean {
  const code = event.resumed > 0 ? codeAt(sources, place) : null;
  return (
    code?.loops.some(
      (loop) =>
        (loop.type === 'ForOfStatement' && loop.await) ||
        (loop.type === 'ForStatement' && !loop.test) ||
        ((loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement') &&
          loop.test.type === 'BooleanLiteral' &&
          loop.test.value),
    ) ?? false
  );
}

function told({ name, file, line }: Frame): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  return name === '' ? `${base}:${line}` : `${name} (${base}:${line})`;
}

/** Node sets the code of a top-level await at the very end: the launcher knows it better than the process itself. */
function exitCodeOf({ trace }: DetectorContext, { process }: ProcessView): number | null {
  const isLaunched = trace.run !== null && trace.run.pid === process.header.pid;
  return (isLaunched ? trace.run?.exited?.exitCode : null) ?? process.end?.exitCode ?? null;
}

function check(context: DetectorContext, view: ProcessView): Finding[] {
  const all = suspendedIn(view);
  const byId = new Map(all.map((one) => [threadKey(one.event, one.event.await), one]));
  const rings = new Map(all.map((one) => [one, ringFrom(one, byId)]));
  const inRing = new Set([...rings.values()].flat());
  // Who only waits for another that is stuck is not the cause, and is counted there.
  const causes = all.filter((one) => inRing.has(one) || !byId.has(threadKey(one.event, one.event.behind)));
  const exitCode = exitCodeOf(context, view);
  return groupBy(causes, ({ place }) => lineKey(place)).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    // A ring is told once, at the await that closed it. All of it may stand in one line.
    const closing = latest(group.map((one) => rings.get(one) ?? []).find(({ length }) => length > 0) ?? []);
    if (closing !== undefined && !group.includes(closing)) return [];
    const ring = closing === undefined ? [] : (rings.get(closing) ?? []);
    const behind = all.filter((one) => one !== first && waitsFor(one, first, byId)).length;
    const maker = userFrame(view.readers.readStack(first.event.on));
    const idle = ring.length === 0 && group.every((one) => isConsumer(view, one));
    return behaviourFinding('never-settled', {
      severity: idle && exitCode !== UNSETTLED_TOP_LEVEL ? 'info' : 'error',
      place: first.place,
      count: group.length,
      totalMs: 0,
      evidence: {
        n: group.length,
        behind,
        cycle: ring.length > 0 ? [...ring, ...ring.slice(0, 1)].map(({ place }) => told(place)).join(' → ') : null,
        madeAt: maker === null ? null : told(maker),
        consumer: idle,
        exitCode,
      },
    });
  });
}

function waitsFor(start: Suspended, end: Suspended, byId: ReadonlyMap<string, Suspended>): boolean {
  const seen = new Set<Suspended>();
  let at = byId.get(threadKey(start.event, start.event.behind));
  while (at !== undefined && !seen.has(at)) {
    if (at === end) return true;
    seen.add(at);
    at = byId.get(threadKey(at.event, at.event.behind));
  }
  return false;
}

/** An await that was still suspended when the loop ran dry: what comes after it never ran. */
export const neverSettled: Detector = {
  id: 'never-settled',
  needs: ['deep'],
  limits: [
    {
      value: NEVER_SETTLED_COUNT,
      unit: 'count',
      of: '`await` of your own that was still suspended when the loop ran dry',
      why: 'what comes after it has not run, and never will',
    },
  ],
  severities: ['error', 'info'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
