import type { QuietEvent, WarningEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import { userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { LEFTOVER_MS, NS_PER_MS, PILE_COUNT } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { heldPlaces } from './held-places.js';
import { pileFindings } from './piles.js';
import { processFacts, UNSETTLED_TOP_LEVEL } from './process-facts.js';

/** What a program may wait for as long as it likes: others will wake it. */
const MEANT_TO_WAIT =
  /Server|Process|MessagePort|Worker|FSEvent|StatWatcher|Signal|TTY|Pipe|FSReq|GetAddrInfo|QueryReq|UDP/;
const CONNECTION = /^(?:TCPSocketWrap|TLSWrap)$/;
/** What is forgotten: timers, and connections. */
const FORGOTTEN = new RegExp(`${CONNECTION.source}|^Timeout$`);

function listenerFindings(view: ProcessView): Finding[] {
  const warnings = view.process.observed
    .filter((event): event is WarningEvent => event.type === 'warning')
    .filter(({ name }) => name === 'MaxListenersExceededWarning')
    .map((event) => ({ event, place: userFrame(view.readers.readStack(event.stack)) }));
  return groupBy(warnings, ({ event, place }) => `${lineKey(place)} ${event.event}`).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { listeners, event, emitter } = first.event;
    const n = Math.max(...group.map((one) => one.event.listeners ?? 0));
    return behaviourFinding('leaked-handle', {
      severity: 'warning',
      place: first.place,
      count: group.length,
      totalMs: 0,
      evidence: { kind: 'listeners', listeners: listeners ?? null, n, event: event ?? null, emitter: emitter ?? null },
    });
  });
}

/** The pauses of the main thread, each as last told. */
function pausesOf(view: ProcessView): readonly QuietEvent[] {
  const latest = new Map<number, QuietEvent>();
  for (const event of view.process.observed) {
    if (event.type === 'quiet' && (event.threadId ?? 0) === 0) latest.set(event.sinceNs, event);
  }
  return [...latest.values()];
}

/** Nothing that anybody else could wake, and something that was forgotten. */
function isLeftover({ resources }: QuietEvent): boolean {
  return resources.some(([type]) => FORGOTTEN.test(type)) && !resources.some(([type]) => MEANT_TO_WAIT.test(type));
}

/** Timers that fire this often in a second, besides once each, do something, whoever sees it. */
const TICKS_PER_SECOND = 10;

/** Its timers did their work, if of the kind that nobody sees, and somebody ended them: they fired again and again. */
function hasTicked({ resources, intervals = 0, turns = 0 }: QuietEvent, aliveMs: number): boolean {
  const connections = resources.some(([type]) => CONNECTION.test(type));
  const count = resources.find(([type]) => type === 'Timeout')?.[1] ?? 0;
  return !connections && ((intervals >= count && turns > 1) || turns - count >= (aliveMs / 1000) * TICKS_PER_SECOND);
}

function leftoverFinding({ trace }: DetectorContext, view: ProcessView): Finding[] {
  const { process } = view;
  // What it did before, and whether it is at rest or in the middle of something, was not seen.
  if (process.header.attachedAfterMs !== undefined) return [];
  const { listenMs, ranDry, stoppedByUs } = processFacts(trace, view.ordinal);
  const pauses = pausesOf(view);
  const last = pauses.at(-1);
  if (last === undefined || last.over || !isLeftover(last)) return [];
  // The connections of a server that was closed are for its clients to end.
  if (listenMs !== null && last.resources.some(([type]) => CONNECTION.test(type))) return [];
  // It pauses like that in the middle of its work: that is its way of life.
  if (pauses.slice(0, -1).some((pause) => pause.over && isLeftover(pause))) return [];
  // Whoever calls process.exit has planned the end.
  if (!ranDry && !stoppedByUs && process.end !== null) return [];
  const exited = trace.run?.exited?.pid === process.header.pid ? trace.run.exited : null;
  const exitedNs = exited === null ? 0 : exited.atNs - view.shiftNs;
  const endNs = Math.max(process.end?.atNs ?? 0, exitedNs, process.lastSeenNs);
  // How it took being asked to end is another matter.
  const aliveMs = (endNs - (exited?.graceNs ?? 0) - last.sinceNs) / NS_PER_MS;
  // At least one thing was done before: a program that only waits is meant to.
  if (aliveMs < LEFTOVER_MS) return [];
  const { end: ended } = process;
  // What it waited for at the top was not forgotten, nor was what somebody ended after all.
  if (!stoppedByUs && ended !== null && (ended.exitCode === UNSETTLED_TOP_LEVEL || hasTicked(last, aliveMs))) return [];
  const held = last.resources.filter(([type]) => FORGOTTEN.test(type));
  const n = held.reduce((sum, [, count]) => sum + count, 0);
  return [
    behaviourFinding('leaked-handle', {
      severity: 'warning',
      place: heldPlaces(view, last.sinceNs)[0]?.place ?? null,
      count: 1,
      totalMs: aliveMs,
      evidence: {
        kind: 'kept-alive',
        resources: held.map(([type, count]) => `${count} ${type}`).join(', '),
        n,
        worstMs: Math.round(aliveMs),
        stopped: stoppedByUs,
        followed: process.deep.length > 0,
      },
    }),
  ];
}

/** Something that was left behind: it keeps the process alive, or it only ever grows. */
export const leakedHandle: Detector = {
  id: 'leaked-handle',
  needs: ['handles', 'errors', 'operations'],
  limits: [
    {
      value: LEFTOVER_MS,
      unit: 'ms',
      of: 'alive after the last thing that the program did',
      why: 'a person at a prompt, or a job that waits for this one, notices a second',
    },
    {
      value: PILE_COUNT,
      unit: 'count',
      of: 'timers that only ever became more, in three steps or more, while connections did not',
      why: 'a program has a handful of its own; so many were made again and again',
    },
    {
      value: PILE_COUNT,
      unit: 'count',
      of: 'connections of its own making that only ever became more, while it served at least as many requests',
      why: 'a request that opens one has to end it, or the peer runs out of them',
    },
    {
      value: 1,
      unit: 'count',
      of: 'MaxListenersExceededWarning',
      why: 'Node itself gives it when listeners are added and never taken away',
    },
  ],
  severities: ['warning'],
  check: (context) =>
    context.views.flatMap((view) => {
      const left = leftoverFinding(context, view);
      return [...listenerFindings(view), ...(left.length > 0 ? left : pileFindings(view))];
    }),
};
