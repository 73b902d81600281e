import type { LoopCourse, ProcessInfo, TimelineCollection, TimelineMark } from '../../../analyze/diagnosis.js';
import type { PageData, PageStall } from '../page-data.js';
import type { Span } from './view-range.js';

/** One loop of the run with all that happened to it. */
export interface Loop {
  readonly name: string;
  /** The same where there is little room. */
  readonly shortName: string;
  readonly life: Span;
  readonly stalls: readonly PageStall[];
  readonly course: LoopCourse['points'];
  readonly collections: readonly TimelineCollection[];
  readonly marks: readonly TimelineMark[];
  readonly utilization: number | null;
}

type OfLoop = Pick<ProcessInfo, 'process' | 'threadId'>;

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

function nameOf({ title, pid, threadId }: ProcessInfo): string {
  if (threadId === 0) return `${title || 'node'} (${pid})`;
  return title === '' ? `worker ${threadId} of ${pid}` : `${title} (worker ${threadId})`;
}

const SHORT_CHARACTERS = 9;

function shortNameOf({ title, threadId }: ProcessInfo): string {
  const name = title || (threadId === 0 ? 'node' : `worker ${threadId}`);
  return name.length <= SHORT_CHARACTERS ? name : `${name.slice(0, SHORT_CHARACTERS - 1)}…`;
}

/** From the run's first sign to its last. */
export function wholeRun({ durationMs, stalls, timeline, processes }: PageData): Span {
  const ends = [
    durationMs ?? 0,
    ...stalls.map((stall) => stall.startMs + stall.durationMs),
    ...timeline.courses.flatMap(({ points }) => points.at(-1)?.endMs ?? []),
    ...processes.flatMap(({ endMs }) => endMs ?? []),
  ];
  return { fromMs: 0, toMs: ends.reduce((most, one) => Math.max(most, one), 1) };
}

/** The loops in the report's order: each process, then its workers. */
export function loopsOf(data: PageData): readonly Loop[] {
  const stalls = grouped(data.stalls);
  const collections = grouped(data.timeline.collections);
  const marks = grouped(data.timeline.marks);
  const courses = new Map(data.timeline.courses.map((course) => [keyOf(course), course.points]));
  const whole = wholeRun(data);
  return data.processes.map((info) => ({
    name: nameOf(info),
    shortName: shortNameOf(info),
    life: { fromMs: info.startMs ?? whole.fromMs, toMs: info.endMs ?? whole.toMs },
    stalls: stalls.get(keyOf(info)) ?? [],
    course: courses.get(keyOf(info)) ?? [],
    collections: collections.get(keyOf(info)) ?? [],
    marks: marks.get(keyOf(info)) ?? [],
    utilization: info.utilization,
  }));
}

/** Where a series changes, and to what: each value holds from its start to its end. */
export type Steps = readonly [x: number[], ...values: (number | null)[][]];

/** A loop's course as steps: delay of the loop where no stall explains it, share of busy time, CPU, and collections. */
export function stepsOf({ course, stalls }: Loop, thresholdMs: number): Steps {
  const x: number[] = [];
  const delay: (number | null)[] = [];
  const busy: (number | null)[] = [];
  const cpu: (number | null)[] = [];
  const gc: (number | null)[] = [];
  let next = 0;
  for (const { startMs, endMs, maxDelayMs, utilization, cpuShare, gcMs } of course) {
    while (next < stalls.length && (stalls[next]?.startMs ?? 0) + (stalls[next]?.durationMs ?? 0) <= startMs) next += 1;
    const stall = stalls[next];
    // The largest delay of a span with a stall is the stall, which is drawn where it was.
    const isTold = maxDelayMs >= thresholdMs && stall !== undefined && stall.startMs < endMs;
    x.push(startMs, endMs);
    const lag = isTold ? null : maxDelayMs;
    const share = gcMs === null ? null : (100 * gcMs) / Math.max(1, endMs - startMs);
    delay.push(lag, lag);
    busy.push(percent(utilization), percent(utilization));
    cpu.push(percent(cpuShare), percent(cpuShare));
    gc.push(share, share);
  }
  return [x, delay, busy, cpu, gc];
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}
