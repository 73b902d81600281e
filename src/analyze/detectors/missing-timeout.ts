import type { PendingEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import { type Frame, userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { hasOwnDeadline } from '../source/deadline.js';
import { awaitsOneAnswer, awaitsWholeAnswer } from '../source/one-answer.js';
import { MISSING_TIMEOUT_MS, NS_PER_MS } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { isForRequest } from './own-operations.js';

interface Waiting {
  readonly event: PendingEvent;
  readonly place: Frame | null;
  readonly waitedMs: number;
}

/** How long the loop of that thread stood still in a span, ms: in that time no answer could be heard. */
function stalledMs(
  context: DetectorContext,
  view: ProcessView,
  threadId: number,
  fromNs: number,
  toNs: number,
): number {
  const shift = view.shiftNs / NS_PER_MS;
  const [from, to] = [fromNs / NS_PER_MS + shift, toNs / NS_PER_MS + shift];
  return context.stalls
    .filter((stall) => stall.process === view.ordinal && stall.threadId === threadId)
    .reduce((sum, { startMs, durationMs }) => {
      return sum + Math.max(0, Math.min(to, startMs + durationMs) - Math.max(from, startMs));
    }, 0);
}

function waitingOf(context: DetectorContext, view: ProcessView): Waiting[] {
  const latest = new Map<string, PendingEvent>();
  for (const event of view.process.observed) {
    if (event.type === 'pending') latest.set(`${event.threadId ?? 0} ${event.id}`, event);
  }
  return [...latest.values()].flatMap((event) => {
    const frames = view.readers.readStack(event.stack);
    const place = userFrame(frames);
    // Without a place nobody can tell whether a limit was set round it.
    if (place === null || (event.kind === 'net' && isForRequest(frames)) || hasOwnDeadline(view.sources, frames))
      return [];
    // Who listens may be a subscriber, whom nobody has promised an answer.
    if (event.listens === true && !awaitsOneAnswer(view.sources, frames)) return [];
    if (event.streams === true && !awaitsWholeAnswer(view.sources, frames)) return [];
    const untilNs = event.open ? Math.max(event.atNs, view.process.lastSeenNs) : event.atNs;
    const deafMs = stalledMs(context, view, event.threadId ?? 0, event.sinceNs, untilNs);
    return [{ event, place, waitedMs: (untilNs - event.sinceNs) / NS_PER_MS - deafMs }];
  });
}

const API: Readonly<Record<string, string>> = { http: 'http.request', fetch: 'fetch', net: 'net.connect' };

function check(context: DetectorContext, view: ProcessView): Finding[] {
  const waiting = waitingOf(context, view).filter(({ waitedMs }) => waitedMs >= MISSING_TIMEOUT_MS);
  return groupBy(waiting, ({ event, place }) => `${lineKey(place)} ${event.kind}`).flatMap((group) => {
    const [worst] = [...group].sort((a, b) => b.waitedMs - a.waitedMs);
    if (worst === undefined) return [];
    const unanswered = group.filter(({ event }) => event.open).length;
    return behaviourFinding('missing-timeout', {
      // Never answered: what waited for it was left undone.
      severity: unanswered > 0 ? 'error' : 'warning',
      place: worst.place,
      count: group.length,
      totalMs: group.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
      evidence: {
        api: API[worst.event.kind] ?? worst.event.kind,
        peer: worst.event.label,
        worstMs: Math.round(worst.waitedMs),
        unanswered,
        began: worst.event.began === true,
        n: group.length,
      },
    });
  });
}

/** Waiting for a peer with nothing set to end the waiting. */
export const missingTimeout: Detector = {
  id: 'missing-timeout',
  needs: ['operations'],
  limits: [
    {
      value: MISSING_TIMEOUT_MS,
      unit: 'ms',
      of: 'without a byte from the peer, and no timeout or signal set',
      why: 'a peer that takes longer may never answer, and whoever asked has long gone',
    },
  ],
  severities: ['error', 'warning'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
