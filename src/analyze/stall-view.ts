import type { GcEvent } from '../trace/events.js';
import type { CallTotal, QueuedEvent } from '../trace/stall-events.js';
import type { ProcessTrace, RawStall, Trace } from '../trace/trace.js';
import { type Call, callsIn, excuseLateness, type Look, looksIn, type Readers, spreadUnseenStart } from './looks.js';
import type { Nearby } from './nearby.js';
import { type Slice, slicesOf } from './slices.js';
import { isAtEntry } from './source/place.js';
import type { SourceBook } from './source/source-book.js';
import { isInServer } from './stack-shapes.js';
import { NS_PER_MS } from './thresholds.js';
import { phaseAt, type StallTimes, stallTimes } from './times.js';

/** Requests are read by the pass of the loop that follows the stall: their line names the stall's end to within this. */
const SAME_END_NS = 1e6;

/** All that is known about one stall, read and put in order: what the causes decide on. */
export interface StallView {
  readonly process: ProcessTrace;
  readonly raw: RawStall;
  readonly threadId: number;
  readonly times: StallTimes;
  readonly durationNs: number;
  readonly phase: 'startup' | 'running';
  readonly looks: readonly Look[];
  readonly calls: readonly Call[];
  readonly totals: readonly CallTotal[];
  /** The last part of the stall, in which short calls were timed; 0 where the stall was never closed. */
  readonly timedSpanNs: number;
  readonly gcs: readonly GcEvent[];
  /** Requests that had waited for its end. */
  readonly queued: readonly QueuedEvent[];
  readonly cpuNs: number | null;
  readonly gcNs: number | null;
  readonly runQueueNs: number | null;
  /** For how long the loop waited for events, and was woken late. */
  readonly idleNs: number | null;
  readonly monitorLateNs: number | null;
  readonly thresholdNs: number;
  /** The stall cut up by what the thread was doing. */
  readonly slices: readonly Slice[];
  readonly sources: SourceBook;
  readonly packages: Trace['packages'];
}

export interface ViewContext {
  readonly trace: Trace;
  readonly process: ProcessTrace;
  readonly sources: SourceBook;
  readonly readers: Readers;
  readonly nearby: Nearby;
  readonly thresholdMs: number;
}

/** Whoever answers a request has listened before, whether or not the mark of it was caught. */
function isServing(looks: readonly Look[], calls: readonly Call[]): boolean {
  return [...looks, ...calls].some(({ frames }) => isInServer(frames));
}

/** Reads one stall of the trace. */
/** A thread can't compute and wait for a core for longer than the stall: figures that were read over more are scaled. */
function ownFigures(close: RawStall['close'], durationNs: number): Pick<StallView, 'cpuNs' | 'runQueueNs'> {
  const { cpuNs, runQueueNs } = close ?? { cpuNs: null, runQueueNs: null };
  if (cpuNs === null || runQueueNs === null || cpuNs + runQueueNs <= durationNs) return { cpuNs, runQueueNs };
  const scale = durationNs / (cpuNs + runQueueNs);
  return { cpuNs: cpuNs * scale, runQueueNs: runQueueNs * scale };
}

export function viewStall(context: ViewContext, stall: RawStall): StallView {
  const { process, readers, trace, nearby } = context;
  const threadId = stall.open.threadId ?? 0;
  const times = stallTimes(trace, process, stall);
  const gcs = nearby.gcs(threadId, times.startNs, times.endNs);
  const calls = callsIn(times, stall, nearby.calls(threadId, times.startNs, times.endNs), readers.readStack);
  const { close } = stall;
  const durationNs = times.endNs - times.startNs;
  const taken = spreadUnseenStart(looksIn(times, stall, calls, gcs, readers));
  const gcNs = close?.gcNs ?? stall.lastGrow?.gcNs ?? null;
  // Collections are told one by one only when the stall is over; of one that never was, the sum alone is known.
  const untoldGcNs = close === null ? (gcNs ?? 0) : 0;
  const looks = excuseLateness(taken, durationNs, {
    threadNs: (close?.runQueueNs ?? 0) + untoldGcNs,
    monitorNs: close?.monitorLateNs ?? 0,
  });
  return {
    process,
    raw: stall,
    threadId,
    times,
    durationNs,
    phase: isServing(looks, calls) ? 'running' : phaseAt(process, threadId, times.startNs),
    looks,
    calls,
    totals: close?.calls ?? [],
    timedSpanNs: close?.timedSpanNs ?? 0,
    gcs,
    queued: nearby.queued(threadId, times.endNs - SAME_END_NS - 1, times.endNs + SAME_END_NS + 1),
    ...ownFigures(close, durationNs),
    gcNs,
    idleNs: close?.idleNs ?? null,
    monitorLateNs: close?.monitorLateNs ?? null,
    thresholdNs: context.thresholdMs * NS_PER_MS,
    slices: slicesOf({
      ...{ looks, calls, durationNs },
      totals: close?.calls ?? [],
      timedSpanNs: close?.timedSpanNs ?? 0,
      isAtEntry: (frame) => isAtEntry(context.sources, frame),
    }),
    sources: context.sources,
    packages: trace.packages,
  };
}
