import type { ResourcesEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import { operationsOf, type ProcessView } from '../process-view.js';
import { NS_PER_MS, PILE_BESIDES, PILE_CONNECTED_SHARE, PILE_COUNT, PILE_STEPS } from '../thresholds.js';
import { behaviourFinding } from './behaviour-finding.js';
import { heldPlaces } from './held-places.js';
import { isOwnOperation } from './own-operations.js';

const TIMER = /^Timeout$/;
const CONNECTION = /^(?:TCPSocketWrap|TLSWrap|PipeWrap)$/;

function countOf({ resources }: ResourcesEvent, pattern: RegExp): number {
  return resources.reduce((sum, [type, count]) => (pattern.test(type) ? sum + count : sum), 0);
}

/** The last of numbers that only ever became more, in steps enough; null where they did not. */
function grown(counts: readonly number[]): number | null {
  // Before the first line there were fewer than are told of.
  const steps = counts.map((count, i) => count - (counts[i - 1] ?? 0));
  const last = counts.at(-1) ?? 0;
  if (last < PILE_COUNT || steps.length < PILE_STEPS || steps.some((step) => step < 0)) return null;
  return last - Math.max(...steps) < PILE_BESIDES ? null : last;
}

type Evidence = { readonly what: 'timers' | 'connections'; readonly n: number; readonly all: number };

function finding(view: ProcessView, counted: readonly ResourcesEvent[], place: Frame | null, rest: Evidence): Finding {
  const spanMs = ((counted.at(-1)?.atNs ?? 0) - (counted[0]?.atNs ?? 0)) / NS_PER_MS;
  return behaviourFinding('leaked-handle', {
    severity: 'warning',
    place,
    count: 1,
    totalMs: 0,
    evidence: { kind: 'growing', ...rest, worstMs: Math.round(spanMs), followed: view.process.deep.length > 0 },
  });
}

/** Timers that only ever became more, step by step, while connections did not. */
function timersFinding(view: ProcessView, counted: readonly ResourcesEvent[]): Finding[] {
  const [first, last] = [counted[0], counted.at(-1)];
  const all = grown(counted.map((event) => countOf(event, TIMER)));
  if (first === undefined || last === undefined || all === null) return [];
  const connected = countOf(last, CONNECTION) - countOf(first, CONNECTION);
  if (connected >= all * PILE_CONNECTED_SHARE) return [];
  const [maker] = heldPlaces(view).filter(({ type, count }) => TIMER.test(type) && count >= PILE_COUNT);
  return [finding(view, counted, maker?.place ?? null, { what: 'timers', n: maker?.count ?? all, all })];
}

/** HTTP requests that this process began to serve, and how many of them were open at the last count. */
function servedBy({ process }: ProcessView): { requests: number; open: number } {
  const requests = process.health.reduce((sum, line) => sum + (line.requests ?? 0), 0);
  const open = process.health.findLast(({ openRequests }) => openRequests !== undefined)?.openRequests ?? 0;
  return { requests, open };
}

/**
 * Connections that requests made and left behind: the program's own, not those of an HTTP client's or a driver's pool, nor
 * such as belong to what others still hold.
 */
function connectionsFinding(view: ProcessView, counted: readonly ResourcesEvent[]): Finding[] {
  const all = grown(counted.map(({ outgoing = 0 }) => outgoing));
  if (all === null) return [];
  const { requests, open } = servedBy(view);
  const others = open + (counted.at(-1)?.incoming ?? 0);
  if (requests < all || others >= all * PILE_CONNECTED_SHARE) return [];
  const [maker] = operationsOf(view)
    .filter((one) => one.event.kind === 'net' && isOwnOperation(one) && !one.throughPackage)
    .sort((a, b) => b.event.operations - a.event.operations);
  if (maker === undefined || maker.event.operations < PILE_COUNT) return [];
  return [finding(view, counted, maker.place, { what: 'connections', n: all, all })];
}

/** What the main thread's counts show to have only ever become more. */
export function pileFindings(view: ProcessView): Finding[] {
  const counted = view.process.observed.filter(
    (event): event is ResourcesEvent => event.type === 'resources' && (event.threadId ?? 0) === 0,
  );
  return [...timersFinding(view, counted), ...connectionsFinding(view, counted)];
}
