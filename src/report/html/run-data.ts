import type { LoopCourse } from '../../analyze/diagnosis.js';
import type { Report, Stall, WordedCulprit } from '../report.js';
import { pageOf } from '../roast/table.js';
import { excerptOf } from './excerpt.js';
import { FrameTable, placeOf } from './frame-table.js';
import type { PageCourse, PageDetail, PageLoop, PageRun, PageStall } from './page-data.js';

/** What is shown of a stall. */
export type ShownStall = Pick<
  Stall,
  | 'id'
  | 'process'
  | 'threadId'
  | 'startMs'
  | 'durationMs'
  | 'ongoing'
  | 'cause'
  | 'location'
  | 'stack'
  | 'trigger'
  | 'delayed'
  | 'cpuMs'
  | 'gcMs'
  | 'runQueueMs'
>;

/** What is shown of a culprit within its run. */
export type ShownCulprit = Pick<
  WordedCulprit,
  | 'fingerprint'
  | 'location'
  | 'cause'
  | 'count'
  | 'totalMs'
  | 'worstMs'
  | 'stallIds'
  | 'triggers'
  | 'package'
  | 'title'
  | 'message'
  | 'fix'
  | 'docs'
  | 'why'
>;

/** A run as pages show it: a `Report` has it all. */
export interface ShownRun extends Pick<Report, 'thresholdMs' | 'timeline' | 'sources'> {
  readonly processes: readonly PageLoop[];
  readonly target: Pick<Report['target'], 'durationMs'>;
  readonly stalls: readonly ShownStall[];
  readonly culprits: readonly ShownCulprit[];
}

function stallOf(stall: ShownStall, table: FrameTable, cwd: string): PageStall {
  const { cause, location, trigger, delayed } = stall;
  return {
    id: stall.id,
    process: stall.process,
    threadId: stall.threadId,
    startMs: stall.startMs,
    durationMs: stall.durationMs,
    ongoing: stall.ongoing,
    kind: cause.kind,
    api: cause.api,
    evidence: cause.evidence,
    place: location === null ? null : placeOf(location, cwd).place,
    trigger: trigger?.label ?? null,
    requests: delayed.requests,
    timers: delayed.timers,
    cpuMs: stall.cpuMs,
    gcMs: stall.gcMs,
    runQueueMs: stall.runQueueMs,
    stack: table.stack(stall.stack),
  };
}

function courseOf({ process, threadId, points }: LoopCourse): PageCourse {
  return {
    process,
    threadId,
    startMs: points.map(({ startMs }, index) => (startMs === points[index - 1]?.endMs ? null : startMs)),
    endMs: points.map(({ endMs }) => endMs),
    maxDelayMs: points.map(({ maxDelayMs }) => maxDelayMs),
    utilization: points.map(({ utilization }) => utilization),
    cpuShare: points.map(({ cpuShare }) => cpuShare),
    gcMs: points.map(({ gcMs }) => gcMs),
    openRequests: points.map(({ openRequests }) => openRequests),
  };
}

/** What is drawn of a run. */
export function runOf(run: ShownRun, cwd: string): PageRun {
  const table = new FrameTable(cwd);
  const { courses, collections, marks } = run.timeline;
  return {
    durationMs: run.target.durationMs,
    thresholdMs: run.thresholdMs,
    stalls: run.stalls.map((stall) => stallOf(stall, table, cwd)),
    frames: table.frames,
    processes: run.processes.map(({ process, pid, threadId, title, startMs, endMs }) => {
      return { process, pid, threadId, title, startMs, endMs };
    }),
    timeline: { courses: courses.map(courseOf), collections, marks },
  };
}

/** What is known of each of the run's culprits, in their order. */
export function detailsOf(run: ShownRun, cwd: string): readonly PageDetail[] {
  const byId = new Map(run.stalls.map((stall) => [stall.id, stall]));
  return run.culprits.map((culprit) => {
    const { location, cause, triggers } = culprit;
    const stalls = culprit.stallIds.flatMap((id) => byId.get(id) ?? []);
    return {
      findingId: pageOf(culprit.docs),
      kind: cause.kind,
      api: cause.api,
      at: location === null ? null : placeOf(location, cwd),
      package: culprit.package,
      title: culprit.title,
      message: culprit.message,
      fix: culprit.fix,
      why: culprit.why,
      count: culprit.count,
      totalMs: culprit.totalMs,
      worstMs: culprit.worstMs,
      stallIds: culprit.stallIds,
      triggers: triggers.map(({ label, count, totalMs, medianMs, maxMs }) => {
        return { label, count, totalMs, medianMs, maxMs };
      }),
      code: excerptOf(culprit, stalls, run.sources),
    };
  });
}
