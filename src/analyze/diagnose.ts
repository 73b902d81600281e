import type { Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import { detect } from './detectors/index.js';
import type { Diagnosis, LoadInfo, Stall, TargetInfo } from './diagnosis.js';
import { type JudgeOptions, judgeStalls } from './judge.js';
import { loopHealth, loopRecord, mainProcesses } from './loop-health.js';
import { packageShares } from './package-shares.js';
import { probeInfo } from './probe-info.js';
import { processInfos } from './processes.js';
import { servedInfo } from './served-info.js';
import { type AllowList, silence } from './silence/silence.js';
import type { SourceBook } from './source/source-book.js';
import { steadyPart } from './steady.js';
import { timelineOf } from './timeline.js';
import { unexercised } from './unexercised.js';
import { unsettledEnd } from './unsettled-end.js';
import { untoldStalls } from './untold.js';

export interface DiagnoseOptions extends JudgeOptions {
  /** What the user allows besides what comments in the source do. Default: nothing. */
  readonly allow?: AllowList | null;
  /** Tells what came after this time in `steady` as well; 0 or left out: no warm-up. */
  readonly warmupMs?: number;
}

function targetInfo(trace: Trace): TargetInfo {
  const [main] = mainProcesses(trace);
  const exited = trace.run?.exited ?? null;
  const endNs = exited?.atNs ?? main?.lastSeenNs ?? null;
  const attachedAfterMs = trace.run?.launch.attachedAfterMs ?? main?.header.attachedAfterMs;
  return {
    command: trace.run?.launch.command ?? (main?.header.script ? ['node', main.header.script] : []),
    pid: trace.run?.pid ?? main?.header.pid ?? null,
    nodeVersion: main?.header.nodeVersion || null,
    exitCode: exited === null ? (trace.run === null ? (main?.end?.exitCode ?? null) : null) : exited.exitCode,
    signal: exited?.signal ?? null,
    stoppedBy: exited?.stoppedBy ?? null,
    durationMs: endNs === null ? null : Math.round(endNs / 1000) / 1000,
    ...(attachedAfterMs === undefined ? {} : { attachedAfterMs: Math.round(attachedAfterMs) }),
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
export async function diagnose(whole: Trace, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { trace, thresholdMs, stalls, books, views, cwd } = await judgeStalls(whole, options);
  const main = mainProcesses(trace);
  const records = main.map((process) => loopRecord(trace, process, 0, stalls));
  const loops = new Set(records.map((record) => record.process));
  const ofLoop = stalls.filter((stall) => loops.has(stall.process) && stall.threadId === 0);
  const culprits = culpritsOf(stalls, records, cwd);
  const untold = untoldStalls(trace);
  const processes = processInfos(trace, stalls);
  const found = detect({ trace, stalls, culprits, thresholdMs, views });
  const target = targetInfo(trace);
  return {
    target,
    load: loadInfo(trace),
    served: servedInfo(trace),
    steady: options.warmupMs ? steadyPart(trace, stalls, options.warmupMs, { cwd, thresholdMs }) : null,
    probe: probeInfo(trace),
    processes,
    loop: loopHealth(records, ofLoop, thresholdMs),
    timeline: timelineOf(trace, processes),
    stalls,
    ...(untold === null ? {} : { untold }),
    culprits,
    packages: packageShares(culprits),
    ...silence([...found, ...unexercised(found, books, trace.processes)], books, options.allow ?? null, cwd),
    thresholdMs,
    sources: withBlamedPieces(sourcesOf(books), books, [...stalls, ...found]),
    problems: [...trace.problems.map((problem) => problem.message), ...unsettledEnd(trace, target)],
  };
}
