import type { SourceEvent } from '../trace/events.js';
import { fileOf } from '../trace/frame-place.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import { declaredWorkers } from './declared-workers.js';
import type { Culprit, Stall } from './diagnosis.js';
import type { Blame } from './frames.js';
import { isStall, judgeStall } from './judge-stall.js';
import { type LoopRecord, mainProcesses } from './loop-health.js';
import { joinLoops } from './one-loop.js';
import { type ProcessView, viewProcess } from './process-view.js';
import { openSources, type SourceBook } from './source/source-book.js';
import { viewStall } from './stall-view.js';
import { STALL_MS } from './thresholds.js';
import { keepDropped } from './untold.js';

export interface JudgeOptions {
  /** Leaves out shorter stalls. Default: the threshold with which the trace was made. */
  readonly thresholdMs?: number;
  /** Whose lines are named. Default: the user's own. */
  readonly blame?: Blame;
  /** Files or names of worker threads whose job is to compute, besides those that the run was started with. */
  readonly cpuWorkers?: readonly string[];
}

/** The stalls of a trace, with what they were judged by. */
export interface JudgedStalls {
  /** The trace, less what is only counted of its shortest stalls below the threshold. */
  readonly trace: Trace;
  readonly thresholdMs: number;
  /** By their start. */
  readonly stalls: readonly Stall[];
  /** One a process. */
  readonly books: readonly SourceBook[];
  readonly views: readonly ProcessView[];
  /** The target's folder. */
  readonly cwd: string;
}

/** Tells of each stall who is to blame and why: the part of `diagnose` that all the rest is made of. */
export async function judgeStalls(whole: Trace, options: JudgeOptions): Promise<JudgedStalls> {
  const thresholdMs =
    options.thresholdMs ?? whole.run?.launch.thresholdMs ?? whole.processes[0]?.header.thresholdMs ?? STALL_MS;
  const trace = keepDropped(whole, ({ durationMs }) => durationMs >= thresholdMs);
  const books = await Promise.all(
    trace.processes.map((process) => openSources(hasPlaces(process) ? shownSources(process) : [])),
  );
  const views = trace.processes.map((process, index) =>
    viewProcess(trace, process, books[index] as SourceBook, options.blame ?? 'app'),
  );
  const cpuWorkers = [...(trace.run?.launch.cpuWorkers ?? []), ...(options.cpuWorkers ?? [])];
  const unordered = views.flatMap((view) => judgeProcess(trace, view, thresholdMs, cpuWorkers));
  const stalls = unordered.sort((a, b) => a.startMs - b.startMs).map((stall, index) => ({ ...stall, id: index + 1 }));
  const cwd = trace.run?.launch.cwd ?? mainProcesses(trace)[0]?.header.cwd ?? '/';
  return { trace, thresholdMs, stalls, books, views, cwd };
}

const NO_LOOPS: readonly LoopRecord[] = [];

/**
 * The stalls and the culprits alone: what many traces are compared by. The culprits do not tell what the loop would be
 * without them. As `diagnose`, a pure function that never rejects because of what the trace holds.
 */
export async function judge(
  trace: Trace,
  options: JudgeOptions = {},
): Promise<{ readonly stalls: readonly Stall[]; readonly culprits: readonly Culprit[] }> {
  const { stalls, cwd } = await judgeStalls(trace, options);
  return { stalls, culprits: culpritsOf(stalls, NO_LOOPS, cwd) };
}

function judgeProcess(trace: Trace, of: ProcessView, thresholdMs: number, cpuWorkers: readonly string[]): Stall[] {
  const { process, sources, readers, nearby, ordinal, shiftNs } = of;
  const isDeclared = declaredWorkers(process, cpuWorkers);
  // One after the other: what is put together to judge a stall is many times what is told of it.
  const judged = process.stalls.flatMap((stall) => {
    const view = viewStall({ trace, process, sources, readers, nearby, thresholdMs }, stall);
    return isStall(view) ? [judgeStall(view, ordinal, shiftNs, isDeclared(view.threadId))] : [];
  });
  return joinLoops(judged, sources);
}

/** Where a file's frames are all shown in their author's sources, its own text would only say everything twice. */
function shownSources({ sources, frames, mapped }: ProcessTrace): readonly SourceEvent[] {
  if (mapped.size === 0) return sources;
  const ran = new Set<string>();
  const shown = new Set([...mapped.values()].map((event) => fileOf(event.url)));
  for (const [id, { url }] of frames) if (mapped.has(id)) ran.add(fileOf(url));
  return sources.filter(({ url }) => shown.has(fileOf(url)) || !ran.has(fileOf(url)));
}

/** Whether there is any place in code to talk about. */
function hasPlaces({ stalls, observed, deep }: ProcessTrace): boolean {
  return stalls.length > 0 || observed.length > 0 || deep.length > 0;
}
