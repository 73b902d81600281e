import type { CallEvent, CallTotal, GcEvent } from '../trace/events.js';
import type { ProcessTrace, RawStall, Trace } from '../trace/trace.js';
import { type Call, callsIn, excuseLateness, type Look, looksIn, type Readers, spreadUnseenStart } from './looks.js';
import { type Slice, slicesOf } from './slices.js';
import type { SourceBook } from './source/source-book.js';
import { isServerFrame } from './stack-shapes.js';
import { NS_PER_MS } from './thresholds.js';
import { near } from './time-index.js';
import { phaseAt, type StallTimes, stallTimes } from './times.js';

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
  readonly cpuNs: number | null;
  readonly gcNs: number | null;
  readonly runQueueNs: number | null;
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
  readonly thresholdMs: number;
}

/** Whoever answers a request has listened before, whether or not the mark of it was caught. */
function isServing(looks: readonly Look[], calls: readonly Call[]): boolean {
  return [...looks, ...calls].some(({ frames }) => frames.some(isServerFrame));
}

function spanOf({ startNs, durationNs }: GcEvent | CallEvent): readonly [number, number] {
  return [startNs, durationNs];
}

/** Reads one stall of the trace. */
export function viewStall(context: ViewContext, stall: RawStall): StallView {
  const { process, readers, trace } = context;
  const threadId = stall.open.threadId ?? 0;
  const times = stallTimes(trace, process, stall);
  const gcs = near(process.gcs, spanOf, times.startNs, times.endNs).filter(
    (gc) => (gc.threadId ?? 0) === threadId && gc.startNs < times.endNs && gc.startNs + gc.durationNs > times.startNs,
  );
  const calls = callsIn(
    times,
    stall,
    near(process.calls, spanOf, times.startNs, times.endNs),
    threadId,
    readers.readStack,
  );
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
    cpuNs: close?.cpuNs ?? null,
    gcNs,
    runQueueNs: close?.runQueueNs ?? null,
    monitorLateNs: close?.monitorLateNs ?? null,
    thresholdNs: context.thresholdMs * NS_PER_MS,
    slices: slicesOf({ looks, calls, totals: close?.calls ?? [], timedSpanNs: close?.timedSpanNs ?? 0, durationNs }),
    sources: context.sources,
    packages: trace.packages,
  };
}
