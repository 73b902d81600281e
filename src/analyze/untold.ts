import type { DroppedStalls, ProcessTrace, Trace } from '../trace/trace.js';
import type { UntoldStalls } from './diagnosis.js';
import { roundMs } from './round.js';
import { NS_PER_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';

/** The trace less the stalls that the reader let go and `isWanted` does not want; itself where there are none. */
export function keepDropped(
  trace: Trace,
  isWanted: (stall: { readonly startMs: number; readonly durationMs: number }) => boolean,
): Trace {
  if (trace.processes.every(({ dropped }) => dropped === undefined)) return trace;
  const processes = trace.processes.map((process) => {
    const shiftNs = clockShiftNs(trace, process);
    const dropped = (process.dropped ?? []).map(({ threadId, startsNs, durationsNs }): DroppedStalls => {
      const wanted = durationsNs.map((ns, index) =>
        isWanted({ startMs: ((startsNs[index] ?? 0) + shiftNs) / NS_PER_MS, durationMs: ns / NS_PER_MS }),
      );
      const keep = (_: number, index: number) => wanted[index] === true;
      return { threadId, startsNs: startsNs.filter(keep), durationsNs: durationsNs.filter(keep) };
    });
    return { ...process, dropped };
  });
  return { ...trace, processes };
}

/** What a loop of a process stood still in stalls that are only counted. */
export function untoldOf({ dropped = [] }: ProcessTrace, threadId: number): { count: number; totalMs: number } {
  const own = dropped.filter((one) => one.threadId === threadId);
  return { count: countOf(own), totalMs: totalMsOf(own) };
}

/** All stalls that are only counted; null where each is told. */
export function untoldStalls({ processes }: Trace): UntoldStalls | null {
  const all = processes.flatMap(({ dropped = [] }) => dropped);
  const count = countOf(all);
  if (count === 0) return null;
  const longestNs = all.reduce((most, { durationsNs }) => durationsNs.reduce((a, b) => Math.max(a, b), most), 0);
  return { count, totalMs: roundMs(totalMsOf(all)), longestMs: roundMs(longestNs / NS_PER_MS) };
}

function countOf(dropped: readonly DroppedStalls[]): number {
  return dropped.reduce((sum, { durationsNs }) => sum + durationsNs.length, 0);
}

function totalMsOf(dropped: readonly DroppedStalls[]): number {
  return dropped.reduce((sum, { durationsNs }) => durationsNs.reduce((a, b) => a + b, sum), 0) / NS_PER_MS;
}
