import type { TimelineCollection, TimelineMark } from '../../../analyze/diagnosis.js';
import type { PageCourse, PageLoop, PageRun, PageStall } from '../page-data.js';
import { percent, type Steps, startOf, stepsOf } from './course.js';
import type { Span } from './view-range.js';

/** One loop of the run with all that happened to it. */
export interface Loop {
  readonly name: string;
  /** The same where there is little room. */
  readonly shortName: string;
  /** What it does, without what changes from run to run: `server.js`, `worker mailer`. */
  readonly kind: string;
  readonly life: Span;
  /** In the order of time. */
  readonly stalls: readonly PageStall[];
  readonly course: PageCourse;
  readonly collections: readonly TimelineCollection[];
  readonly marks: readonly TimelineMark[];
}

type OfLoop = Pick<PageLoop, 'process' | 'threadId'>;

function keyOf({ process, threadId }: OfLoop): string {
  return `${process} ${threadId}`;
}

function grouped<T extends OfLoop>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function nameOf({ title, pid, threadId }: PageLoop): string {
  if (threadId === 0) return `${title || 'node'} (${pid})`;
  return title === '' ? `worker ${threadId} of ${pid}` : `${title} (worker ${threadId})`;
}

const SHORT_CHARACTERS = 9;

function shortNameOf({ title, threadId }: PageLoop): string {
  const name = title || (threadId === 0 ? 'node' : `worker ${threadId}`);
  return name.length <= SHORT_CHARACTERS ? name : `${name.slice(0, SHORT_CHARACTERS - 1)}…`;
}

function kindOf({ title, threadId }: PageLoop): string {
  if (threadId === 0) return title || 'node';
  return title === '' ? 'worker' : `worker ${title}`;
}

/** From the run's first sign to its last. */
export function wholeRun({ durationMs, stalls, timeline, processes }: Omit<PageRun, 'frames'>): Span {
  const ends = [
    durationMs ?? 0,
    ...stalls.map((stall) => stall.startMs + stall.durationMs),
    ...timeline.courses.flatMap(({ endMs }) => endMs.at(-1) ?? []),
    ...processes.flatMap(({ endMs }) => endMs ?? []),
  ];
  return { fromMs: 0, toMs: ends.reduce((most, one) => Math.max(most, one), 1) };
}

function noCourse({ process, threadId }: OfLoop): PageCourse {
  const none: readonly number[] = [];
  return {
    process,
    threadId,
    startMs: none,
    endMs: none,
    maxDelayMs: none,
    utilization: none,
    cpuShare: none,
    gcMs: none,
    openRequests: none,
  };
}

/** The loops in the report's order: each process, then its workers. */
export function loopsOf(run: PageRun): readonly Loop[] {
  const stalls = grouped(run.stalls);
  const collections = grouped(run.timeline.collections);
  const marks = grouped(run.timeline.marks);
  const courses = new Map(run.timeline.courses.map((course) => [keyOf(course), course]));
  const whole = wholeRun(run);
  return run.processes.map((info) => ({
    name: nameOf(info),
    shortName: shortNameOf(info),
    kind: kindOf(info),
    life: { fromMs: info.startMs ?? whole.fromMs, toMs: info.endMs ?? whole.toMs },
    stalls: (stalls.get(keyOf(info)) ?? []).toSorted((a, b) => a.startMs - b.startMs),
    course: courses.get(keyOf(info)) ?? noCourse(info),
    collections: collections.get(keyOf(info)) ?? [],
    marks: marks.get(keyOf(info)) ?? [],
  }));
}

/** The delay of a loop where no stall explains it: the largest delay of a span with a stall is the stall. */
export function delaySteps({ course, stalls }: Pick<Loop, 'course' | 'stalls'>, thresholdMs: number): Steps {
  let next = 0;
  return stepsOf(course, (index) => {
    const fromMs = startOf(course, index);
    while (next < stalls.length && (stalls[next]?.startMs ?? 0) + (stalls[next]?.durationMs ?? 0) <= fromMs) next += 1;
    const delayMs = course.maxDelayMs[index] ?? 0;
    const stall = stalls[next];
    const isTold = delayMs >= thresholdMs && stall !== undefined && stall.startMs < (course.endMs[index] ?? 0);
    return isTold ? null : delayMs;
  });
}

/** Shares of busy time, CPU and collections, in percent. */
export function loadSteps({ course }: Pick<Loop, 'course'>): Steps {
  return stepsOf(
    course,
    (index) => percent(course.utilization[index]),
    (index) => percent(course.cpuShare[index]),
    (index) => {
      const gcMs = course.gcMs[index] ?? null;
      const spanMs = Math.max(1, (course.endMs[index] ?? 0) - startOf(course, index));
      return gcMs === null ? null : (100 * gcMs) / spanMs;
    },
  );
}

/** The requests that were open. */
export function openSteps({ course }: Pick<Loop, 'course'>): Steps {
  return stepsOf(course, (index) => course.openRequests[index] ?? null);
}
