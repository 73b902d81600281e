import type { ProcessTrace, Trace } from '../trace/trace.js';
import { mainProcesses } from './loop-health.js';
import { launchedProcess } from './process-tree.js';
import { lifeSignMs, NS_PER_MS } from './thresholds.js';
import { clockShiftNs, stallTimes } from './times.js';

type Span = readonly [startNs: number, endNs: number];

/** How much of `life` the spans cover together, ns. */
function covered(spans: readonly Span[], [fromNs, toNs]: Span): number {
  let sumNs = 0;
  let doneNs = fromNs;
  for (const [startNs, endNs] of spans.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(startNs, doneNs);
    const end = Math.min(endNs, toNs);
    if (end > start) sumNs += end - start;
    doneNs = Math.max(doneNs, end);
  }
  return sumNs;
}

/**
 * From the moment that a process was armed to its end, on its own clock. One that could not say goodbye had told nothing
 * for up to a second or three by then; a stall would have been told of at once.
 */
function lifeOf(trace: Trace, process: ProcessTrace): Span | null {
  const { armed, end, lastSeenNs } = process;
  if (armed === null) return null;
  if (end !== null) return [armed.atNs, end.atNs];
  const exited = process === launchedProcess(trace) ? (trace.run?.exited ?? null) : null;
  const goneNs = exited === null ? lastSeenNs : exited.atNs - clockShiftNs(trace, process);
  return [armed.atNs, Math.max(lastSeenNs, goneNs - lifeSignMs((goneNs - armed.atNs) / NS_PER_MS) * NS_PER_MS)];
}

/** The share (0–1) of the life of the target's loops that the trace tells of; null where no such life is known. */
export function seenShare(trace: Trace): number | null {
  let livedNs = 0;
  let seenNs = 0;
  for (const process of mainProcesses(trace)) {
    const life = lifeOf(trace, process);
    if (life === null) continue;
    const told = process.health.filter(({ threadId = 0 }) => threadId === 0);
    const stalls = process.stalls.filter(({ open }) => (open.threadId ?? 0) === 0);
    const spans: Span[] = [
      ...told.map(({ atNs, spanNs }): Span => [atNs - spanNs, atNs]),
      ...stalls.map((stall): Span => {
        const { startNs, endNs } = stallTimes(trace, process, stall);
        return [startNs, endNs];
      }),
    ];
    livedNs += Math.max(0, life[1] - life[0]);
    seenNs += covered(spans, life);
  }
  return livedNs > 0 ? Math.round((seenNs / livedNs) * 1000) / 1000 : null;
}
