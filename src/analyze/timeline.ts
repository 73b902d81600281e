import type { HealthEvent } from '../trace/events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import type {
  LoopCourse,
  ProcessInfo,
  Timeline,
  TimelineCollection,
  TimelineMark,
  TimelinePoint,
} from './diagnosis.js';
import { launchedProcess, ordinalOf } from './process-tree.js';
import { roundMs } from './round.js';
import { COURSE_POINTS, NS_PER_MS, TIMELINE_COLLECTIONS, TIMELINE_MARKS } from './thresholds.js';
import { clockShiftNs } from './times.js';

type Span = Pick<
  HealthEvent,
  'spanNs' | 'maxDelayNs' | 'idleNs' | 'activeNs' | 'cpuNs' | 'gcNs' | 'atNs' | 'openRequests'
>;

/** A sum of which a part is not known is not known. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** The larger of what is known. */
function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function merged(a: Span, b: Span): Span {
  const openRequests = most(a.openRequests, b.openRequests);
  return {
    atNs: b.atNs,
    spanNs: b.atNs - (a.atNs - a.spanNs),
    maxDelayNs: Math.max(a.maxDelayNs, b.maxDelayNs),
    idleNs: a.idleNs + b.idleNs,
    activeNs: a.activeNs + b.activeNs,
    cpuNs: sum(a.cpuNs, b.cpuNs),
    gcNs: sum(a.gcNs, b.gcNs),
    ...(openRequests === undefined ? {} : { openRequests }),
  };
}

/** At most `limit` spans: neighbours become one. */
function thinned(spans: readonly Span[], limit: number): readonly Span[] {
  const perPoint = Math.ceil(spans.length / limit);
  const result: Span[] = [];
  for (let first = 0; first < spans.length; first += perPoint) {
    result.push(spans.slice(first, first + perPoint).reduce(merged));
  }
  return result;
}

function share(partNs: number | null, wholeNs: number): number | null {
  return partNs === null || wholeNs <= 0 ? null : Math.round(Math.min(1, partNs / wholeNs) * 1000) / 1000;
}

function pointOf(span: Span, shiftNs: number): TimelinePoint {
  const endNs = span.atNs + shiftNs;
  return {
    startMs: roundMs((endNs - span.spanNs) / NS_PER_MS),
    endMs: roundMs(endNs / NS_PER_MS),
    maxDelayMs: roundMs(span.maxDelayNs / NS_PER_MS),
    utilization: share(span.activeNs, span.activeNs + span.idleNs),
    cpuShare: share(span.cpuNs, span.spanNs),
    gcMs: span.gcNs === null ? null : roundMs(span.gcNs / NS_PER_MS),
    openRequests: span.openRequests ?? null,
  };
}

interface LoopHealthLines {
  readonly process: ProcessTrace;
  readonly threadId: number;
  readonly events: readonly HealthEvent[];
}

function linesByLoop(process: ProcessTrace): LoopHealthLines[] {
  const byThread = new Map<number, HealthEvent[]>();
  for (const event of process.health) {
    const threadId = event.threadId ?? 0;
    const own = byThread.get(threadId);
    if (own === undefined) byThread.set(threadId, [event]);
    else own.push(event);
  }
  return [...byThread].map(([threadId, events]) => ({ process, threadId, events }));
}

/** The points that each loop may have: all of its own, or the limit that keeps the sum within the bound. */
function pointsEach(lengths: readonly number[], bound: number): number {
  let left = bound;
  const ascending = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of ascending.entries()) {
    const each = Math.floor(left / (ascending.length - index));
    if (length > each) return Math.max(1, each);
    left -= length;
  }
  return bound;
}

function coursesOf(trace: Trace, bound: number): LoopCourse[] {
  const loops = trace.processes.flatMap(linesByLoop);
  const limit = pointsEach(
    loops.map(({ events }) => events.length),
    bound,
  );
  return loops.map(({ process, threadId, events }) => {
    const shiftNs = clockShiftNs(trace, process);
    const points = thinned(events, limit).map((span) => pointOf(span, shiftNs));
    return { process: ordinalOf(trace, process), threadId, points };
  });
}

function collectionsOf(trace: Trace, process: ProcessTrace): TimelineCollection[] {
  const shiftNs = clockShiftNs(trace, process);
  return process.gcs.map(({ threadId = 0, startNs, durationNs, kind }) => ({
    process: ordinalOf(trace, process),
    threadId,
    startMs: roundMs((startNs + shiftNs) / NS_PER_MS),
    durationMs: roundMs(durationNs / NS_PER_MS),
    kind,
  }));
}

const SHOWN: Readonly<Record<string, TimelineMark['name']>> = {
  'target-start': 'start',
  listen: 'listen',
  exit: 'exit',
};

function marksOf(trace: Trace, process: ProcessTrace): TimelineMark[] {
  const shiftNs = clockShiftNs(trace, process);
  return process.marks.flatMap(({ atNs, threadId = 0, name, detail = '' }) => {
    const shown = SHOWN[name];
    const atMs = roundMs((atNs + shiftNs) / NS_PER_MS);
    return shown === undefined ? [] : [{ atMs, process: ordinalOf(trace, process), threadId, name: shown, detail }];
  });
}

/** Where each child begins in its parent's life. */
function childMarks(processes: readonly ProcessInfo[]): TimelineMark[] {
  return processes.flatMap(({ startMs, parent, threadId, title }) =>
    startMs === null || parent === null || threadId !== 0
      ? []
      : [{ atMs: startMs, process: parent, threadId: 0, name: 'process' as const, detail: title }],
  );
}

/** The signal that ended the launched process, if one did. */
function signalMarks(trace: Trace): TimelineMark[] {
  const exited = trace.run?.exited ?? null;
  const launched = launchedProcess(trace);
  if (exited === null || exited.signal === null || launched === null) return [];
  const atMs = roundMs(exited.atNs / NS_PER_MS);
  return [{ atMs, process: ordinalOf(trace, launched), threadId: 0, name: 'signal', detail: exited.signal }];
}

/**
 * The run over time: the course of every loop, its collections and the moments that matter, each within a bound.
 * `loops` are the run's processes and workers.
 */
export function timelineOf(trace: Trace, loops: readonly ProcessInfo[], coursePoints = COURSE_POINTS): Timeline {
  const { processes } = trace;
  const collections = processes.flatMap((process) => collectionsOf(trace, process));
  const own = [...processes.flatMap((process) => marksOf(trace, process)), ...signalMarks(trace)];
  return {
    courses: coursesOf(trace, coursePoints),
    collections: collections
      .sort((a, b) => b.durationMs - a.durationMs)
      .slice(0, TIMELINE_COLLECTIONS)
      .sort((a, b) => a.startMs - b.startMs),
    marks: [...own.sort(byTime), ...childMarks(loops).sort(byTime)].slice(0, TIMELINE_MARKS).sort(byTime),
  };
}

function byTime(a: TimelineMark, b: TimelineMark): number {
  return a.atMs - b.atMs;
}
