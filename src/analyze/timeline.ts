import type { HealthEvent } from '../trace/events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import type { LoopCourse, Timeline, TimelineCollection, TimelineMark, TimelinePoint } from './diagnosis.js';
import { launchedProcess, ordinalOf } from './process-tree.js';
import { roundMs } from './round.js';
import { COURSE_POINTS, NS_PER_MS, TIMELINE_COLLECTIONS, TIMELINE_MARKS } from './thresholds.js';
import { clockShiftNs } from './times.js';

type Span = Pick<HealthEvent, 'spanNs' | 'maxDelayNs' | 'idleNs' | 'activeNs' | 'cpuNs' | 'gcNs' | 'atNs'>;

/** A sum of which a part is not known is not known. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function merged(a: Span, b: Span): Span {
  return {
    atNs: b.atNs,
    spanNs: b.atNs - (a.atNs - a.spanNs),
    maxDelayNs: Math.max(a.maxDelayNs, b.maxDelayNs),
    idleNs: a.idleNs + b.idleNs,
    activeNs: a.activeNs + b.activeNs,
    cpuNs: sum(a.cpuNs, b.cpuNs),
    gcNs: sum(a.gcNs, b.gcNs),
  };
}

/** At most `most` spans: neighbours become one. */
function thinned(spans: readonly Span[], most: number): readonly Span[] {
  const perPoint = Math.ceil(spans.length / most);
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
  };
}

function coursesOf(trace: Trace, process: ProcessTrace): LoopCourse[] {
  const byThread = new Map<number, HealthEvent[]>();
  for (const event of process.health) {
    const threadId = event.threadId ?? 0;
    const own = byThread.get(threadId);
    if (own === undefined) byThread.set(threadId, [event]);
    else own.push(event);
  }
  const shiftNs = clockShiftNs(trace, process);
  return [...byThread].map(([threadId, events]) => ({
    process: ordinalOf(trace, process),
    threadId,
    points: thinned(events, COURSE_POINTS).map((span) => pointOf(span, shiftNs)),
  }));
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

function isShown(name: string): name is TimelineMark['name'] {
  return name === 'listen' || name === 'exit';
}

function marksOf(trace: Trace, process: ProcessTrace): TimelineMark[] {
  const shiftNs = clockShiftNs(trace, process);
  return process.marks.flatMap(({ atNs, threadId = 0, name, detail = '' }) =>
    isShown(name)
      ? [{ atMs: roundMs((atNs + shiftNs) / NS_PER_MS), process: ordinalOf(trace, process), threadId, name, detail }]
      : [],
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

/** The run over time: the course of every loop, its collections and the moments that matter, each within a bound. */
export function timelineOf(trace: Trace): Timeline {
  const { processes } = trace;
  const collections = processes.flatMap((process) => collectionsOf(trace, process));
  const marks = [...processes.flatMap((process) => marksOf(trace, process)), ...signalMarks(trace)];
  return {
    courses: processes.flatMap((process) => coursesOf(trace, process)),
    collections: collections
      .sort((a, b) => b.durationMs - a.durationMs)
      .slice(0, TIMELINE_COLLECTIONS)
      .sort((a, b) => a.startMs - b.startMs),
    marks: marks.sort((a, b) => a.atMs - b.atMs).slice(0, TIMELINE_MARKS),
  };
}
