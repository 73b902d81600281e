import type { DeepEvent } from './deep.js';
import type { ObservedEvent } from './observed.js';
import type { RawStall } from './trace.js';

/** Lines about a stall come at most this long after it. */
const MAX_LATE_NS = 120e9;
/** Requests that had waited are told at the end of their stall, to within this. */
const NEAR_NS = 2e6;
/** Collections that are kept although no stall was near: the longest, for the course of the run. */
const MAX_LONE_COLLECTIONS = 2000;

interface Spans {
  readonly startsNs: readonly number[];
  readonly endsNs: readonly number[];
}

interface Prunable {
  readonly stalls: readonly RawStall[];
  calls: { readonly threadId?: number; readonly startNs: number; readonly durationNs: number }[];
  gcs: { readonly threadId?: number; readonly startNs: number; readonly durationNs: number }[];
  queued: { readonly threadId?: number; readonly atNs: number }[];
  observed: ObservedEvent[];
  deep: DeepEvent[];
  readonly lastSeenNs: number;
}

/**
 * Lets go of what no stall that is left leans on, and of what later lines have replaced. Gives how many events are left.
 */
export function pruneEvents(trace: Prunable): number {
  const spans = spansOf(trace.stalls);
  const recentNs = trace.lastSeenNs - MAX_LATE_NS;
  const isNear = (threadId: number, startNs: number, endNs: number) =>
    endNs >= recentNs || overlapsAny(spans.get(threadId), startNs - NEAR_NS, endNs + NEAR_NS);
  const isTimedNear = ({ threadId = 0, startNs, durationNs }: Prunable['calls'][number]) =>
    isNear(threadId, startNs, startNs + durationNs);
  const lone = trace.gcs.filter((gc) => !isTimedNear(gc)).sort((a, b) => b.durationNs - a.durationNs);
  const keptLone = new Set(lone.slice(0, MAX_LONE_COLLECTIONS));
  trace.calls = trace.calls.filter(isTimedNear);
  trace.gcs = trace.gcs.filter((gc) => keptLone.has(gc) || isTimedNear(gc));
  trace.queued = trace.queued.filter(({ threadId = 0, atNs }) => isNear(threadId, atNs, atNs));
  trace.observed = latest(trace.observed, observedKey);
  trace.deep = latest(trace.deep, deepKey);
  return trace.calls.length + trace.gcs.length + trace.queued.length + trace.observed.length + trace.deep.length;
}

/** When the stalls of each thread were, in the order of time; they do not overlap. */
function spansOf(stalls: readonly RawStall[]): Map<number, Spans> {
  const byThread = new Map<number, { startsNs: number[]; endsNs: number[] }>();
  const inOrder = stalls.toSorted((a, b) => startOf(a) - startOf(b));
  for (const stall of inOrder) {
    const threadId = stall.open.threadId ?? 0;
    const own = byThread.get(threadId) ?? { startsNs: [], endsNs: [] };
    own.startsNs.push(startOf(stall));
    own.endsNs.push(stall.close?.endNs ?? Number.POSITIVE_INFINITY);
    byThread.set(threadId, own);
  }
  return byThread;
}

function startOf({ open, close }: RawStall): number {
  return Math.min(open.startNs, close?.startNs ?? open.startNs);
}

/** Whether any span shares a moment with the one from `startNs` to `endNs`. */
function overlapsAny(spans: Spans | undefined, startNs: number, endNs: number): boolean {
  if (spans === undefined) return false;
  const { startsNs, endsNs } = spans;
  let low = 0;
  let high = startsNs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((startsNs[middle] as number) <= endNs) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (endsNs[low - 1] as number) >= startNs;
}

/** The last event of each key, in the order of writing; those without a key all. */
function latest<T>(events: readonly T[], keyOf: (event: T) => string | null): T[] {
  const last = new Map<string, T>();
  for (const event of events) {
    const key = keyOf(event);
    if (key !== null) last.set(key, event);
  }
  return events.filter((event) => {
    const key = keyOf(event);
    return key === null || last.get(key) === event;
  });
}

function observedKey(event: ObservedEvent): string | null {
  if (event.type === 'operations') return `o ${event.threadId ?? 0} ${event.kind} ${event.api} ${event.stack}`;
  return event.type === 'sync-counts' ? `s ${event.threadId ?? 0}` : null;
}

function deepKey(event: DeepEvent): string | null {
  return event.type === 'floating' ? `${event.threadId ?? 0} ${event.via} ${event.stack}` : null;
}
