import type { SourceEvent } from '../trace/events.js';
import { fileOf } from '../trace/frame-place.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import { declaredWorkers } from './declared-workers.js';
import { detect } from './detectors/index.js';
import type { Diagnosis, LoadInfo, Stall, TargetInfo } from './diagnosis.js';
import type { Blame } from './frames.js';
import { isStall, judgeStall } from './judge-stall.js';
import { loopHealth, loopRecord, mainProcesses } from './loop-health.js';
import { packageShares } from './package-shares.js';
import { probeInfo } from './probe-info.js';
import { type ProcessView, viewProcess } from './process-view.js';
import { processInfos } from './processes.js';
import { servedInfo } from './served-info.js';
import { type AllowList, silence } from './silence/silence.js';
import { openSources, type SourceBook } from './source/source-book.js';
import { viewStall } from './stall-view.js';
import { steadyPart } from './steady.js';
import { STALL_MS } from './thresholds.js';
import { timelineOf } from './timeline.js';
import { unexercised } from './unexercised.js';

export interface DiagnoseOptions {
  /** Leaves out shorter stalls. Default: the threshold with which the trace was made. */
  readonly thresholdMs?: number;
  /** Whose lines are named. Default: the user's own. */
  readonly blame?: Blame;
  /** What the user allows besides what comments in the source do. Default: nothing. */
  readonly allow?: AllowList | null;
  /** Files or names of worker threads whose job is to compute, besides those that the run was started with. */
  readonly cpuWorkers?: readonly string[];
  /** Tells what came after this time in `steady` as well; 0 or left out: no warm-up. */
  readonly warmupMs?: number;
}

function judgeProcess(trace: Trace, of: ProcessView, thresholdMs: number, cpuWorkers: readonly string[]): Stall[] {
  const { process, sources, readers, ordinal, shiftNs } = of;
  const views = process.stalls.map((stall) => viewStall({ trace, process, sources, readers, thresholdMs }, stall));
  const isDeclared = declaredWorkers(process, cpuWorkers);
  return views.filter(isStall).map((view) => judgeStall(view, ordinal, shiftNs, isDeclared(view.threadId)));
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

function targetInfo(trace: Trace): TargetInfo {
  const [main] = mainProcesses(trace);
  const exited = trace.run?.exited ?? null;
  const endNs = exited?.atNs ?? main?.lastSeenNs ?? null;
  return {
    command: trace.run?.launch.command ?? (main?.header.script ? ['node', main.header.script] : []),
    pid: trace.run?.pid ?? main?.header.pid ?? null,
    nodeVersion: main?.header.nodeVersion || null,
    exitCode: exited === null ? (trace.run === null ? (main?.end?.exitCode ?? null) : null) : exited.exitCode,
    signal: exited?.signal ?? null,
    stoppedBy: exited?.stoppedBy ?? null,
    durationMs: endNs === null ? null : Math.round(endNs / 1000) / 1000,
  };
}

function loadInfo({ run }: Trace): LoadInfo | null {
  if (run === null || run.load === null) return null;
  const { command, port = null, outcome, exitCode = null, signal = null, error = null } = run.load;
  return { command, port, outcome, exitCode, signal, error };
}

function sourcesOf(books: readonly SourceBook[]): Diagnosis['sources'] {
  const texts = books.flatMap((book) => book.texts);
  const found = new Map<string, { startLine: number; lines: readonly string[] }>();
  for (const { file, startLine, lines, whole } of texts)
    if (whole || !found.has(file)) found.set(file, { startLine, lines });
  return found;
}

/** Takes, of several pieces of one file, the piece that a blamed line lies in. */
function withBlamedPieces(
  found: Diagnosis['sources'],
  books: readonly SourceBook[],
  blamed: readonly Pick<Stall, 'location'>[],
): Diagnosis['sources'] {
  const result = new Map(found);
  for (const { location } of blamed) {
    if (location === null) continue;
    const here = result.get(location.file);
    if (here && location.line >= here.startLine && location.line < here.startLine + here.lines.length) continue;
    const text = books.map((book) => book.textAt(location.file, location.line)).find((one) => one !== null);
    if (text) result.set(location.file, { startLine: text.startLine, lines: text.lines });
  }
  return result;
}

/**
 * Finds what blocked the loops of a run, and why. A pure function of the trace: no files are read, no clock is asked.
 * Never rejects because of what the trace holds.
 */
export async function diagnose(trace: Trace, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const thresholdMs =
    options.thresholdMs ?? trace.run?.launch.thresholdMs ?? trace.processes[0]?.header.thresholdMs ?? STALL_MS;
  const books = await Promise.all(
    trace.processes.map((process) => openSources(hasPlaces(process) ? shownSources(process) : [])),
  );
  const views = trace.processes.map((process, index) =>
    viewProcess(trace, process, books[index] as SourceBook, options.blame ?? 'app'),
  );
  const cpuWorkers = [...(trace.run?.launch.cpuWorkers ?? []), ...(options.cpuWorkers ?? [])];
  const unordered = views.flatMap((view) => judgeProcess(trace, view, thresholdMs, cpuWorkers));
  const stalls = unordered.sort((a, b) => a.startMs - b.startMs).map((stall, index) => ({ ...stall, id: index + 1 }));

  const main = mainProcesses(trace);
  const records = main.map((process) => loopRecord(trace, process, 0, stalls));
  const loops = new Set(records.map((record) => record.process));
  const ofLoop = stalls.filter((stall) => loops.has(stall.process) && stall.threadId === 0);
  const cwd = trace.run?.launch.cwd ?? main[0]?.header.cwd ?? '/';
  const culprits = culpritsOf(stalls, records, cwd);
  const processes = processInfos(trace, stalls);
  const found = detect({ trace, stalls, culprits, thresholdMs, views });
  return {
    target: targetInfo(trace),
    load: loadInfo(trace),
    served: servedInfo(trace),
    steady: options.warmupMs ? steadyPart(trace, stalls, options.warmupMs, { cwd, thresholdMs }) : null,
    probe: probeInfo(trace),
    processes,
    loop: loopHealth(records, ofLoop, thresholdMs),
    timeline: timelineOf(trace, processes),
    stalls,
    culprits,
    packages: packageShares(culprits),
    ...silence([...found, ...unexercised(found, books, trace.processes)], books, options.allow ?? null, cwd),
    thresholdMs,
    sources: withBlamedPieces(sourcesOf(books), books, [...stalls, ...found]),
    problems: trace.problems.map((problem) => problem.message),
  };
}
