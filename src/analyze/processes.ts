import { basename } from 'node:path';
import { fileOf } from '../trace/frame-place.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import type { ProcessInfo, Stall } from './diagnosis.js';
import { loopHealth, loopRecord } from './loop-health.js';
import { launchedProcess, ordinalOf, parentOf, wasLetGo } from './process-tree.js';
import { roundMs } from './round.js';
import { KNOWN_LIFE_SHARE, lifeSignMs, NS_PER_MS, OUTLIVES_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';
import { untoldOf } from './untold.js';

/** From when to when a loop was there, ms of the run; null where that was not told. */
interface Life {
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly ended: ProcessInfo['ended'];
  readonly exitCode: number | null;
}

function lifeOf(trace: Trace, process: ProcessTrace): Life {
  const { armed, end, survived } = process;
  const toMs = (atNs: number) => roundMs((atNs + clockShiftNs(trace, process)) / NS_PER_MS);
  const startMs = armed === null ? null : toMs(armed.atNs);
  const exited = process === launchedProcess(trace) ? (trace.run?.exited ?? null) : null;
  if (exited !== null) {
    const { atNs, exitCode, signal } = exited;
    if (wasLetGo(trace)) return { startMs, endMs: null, ended: 'let-go', exitCode: null };
    return { startMs, endMs: roundMs(atNs / NS_PER_MS), ended: signal === null ? 'exit' : 'signal', exitCode };
  }
  if (end?.detached === true) return { startMs, endMs: null, ended: 'let-go', exitCode: null };
  if (end !== null) return { startMs, endMs: toMs(end.atNs), ended: 'exit', exitCode: end.exitCode };
  return { startMs, endMs: null, ended: survived ? 'running' : 'vanished', exitCode: null };
}

function workerLife(trace: Trace, process: ProcessTrace, threadId: number, whole: Life): Life {
  const moment = (state: 'start' | 'end') =>
    process.threads.find((one) => one.threadId === threadId && one.state === state);
  const toMs = (atNs: number) => roundMs((atNs + clockShiftNs(trace, process)) / NS_PER_MS);
  const start = moment('start');
  const end = moment('end');
  const startMs = start === undefined ? null : toMs(start.atNs);
  return end === undefined
    ? { ...whole, startMs, exitCode: null }
    : { startMs, endMs: toMs(end.atNs), ended: 'exit', exitCode: null };
}

function lastSeenMs(trace: Trace, process: ProcessTrace): number {
  return (process.lastSeenNs + clockShiftNs(trace, process)) / NS_PER_MS;
}

/** Whether a process went on after its parent's end. Those that vanished are held to their last sign of life. */
function outlived(trace: Trace, process: ProcessTrace, life: Life): boolean {
  const parent = parentOf(trace, process);
  if (parent === null) return false;
  const parentLife = lifeOf(trace, parent);
  if (parentLife.ended === 'running') return false;
  if (life.ended === 'running') return true;
  const lastMs = life.endMs ?? lastSeenMs(trace, process);
  const seenMs = lastSeenMs(trace, parent);
  const goneMs = parentLife.endMs ?? seenMs + lifeSignMs(seenMs - (parentLife.startMs ?? 0));
  return lastMs > goneMs + OUTLIVES_MS;
}

/** The figures of a loop. A worker tells of its health only while it does something, so its percentiles may be unknown. */
function figures(
  trace: Trace,
  process: ProcessTrace,
  threadId: number,
  life: Life,
  stalls: readonly Stall[],
): Pick<ProcessInfo, 'p99Ms' | 'maxMs' | 'utilization'> {
  const record = loopRecord(trace, process, threadId, stalls);
  const { p99Ms, maxMs, utilization } = loopHealth([record], stalls, 0);
  if (threadId === 0) return { p99Ms, maxMs, utilization };
  const toldMs = record.health.reduce((sum, event) => sum + event.spanNs, 0) / NS_PER_MS;
  const activeMs = record.health.reduce((sum, event) => sum + event.activeNs, 0) / NS_PER_MS;
  const lifeMs = life.startMs === null || life.endMs === null ? null : life.endMs - life.startMs;
  const isKnown = lifeMs !== null && toldMs >= KNOWN_LIFE_SHARE * lifeMs;
  return {
    p99Ms: isKnown ? p99Ms : null,
    maxMs,
    utilization:
      lifeMs === null || lifeMs <= 0 || record.health.length === 0
        ? null
        : Math.min(1, Math.round((activeMs / lifeMs) * 1000) / 1000),
  };
}

/** A worker as it introduced itself. */
interface Worker {
  readonly title: string;
  readonly parentThreadId: number;
}

/** The worker threads by their ids, those that were announced in the order of their start. */
function workersOf(process: ProcessTrace): ReadonlyMap<number, Worker> {
  const workers = new Map<number, Worker>();
  for (const { threadId, title, file, parentThreadId = 0 } of process.threads) {
    if (threadId === 0 || workers.has(threadId)) continue;
    // Whoever starts another was there before it.
    const isKnown = workers.has(parentThreadId);
    workers.set(threadId, {
      title: title ?? (file === undefined ? '' : basename(fileOf(file))),
      parentThreadId: isKnown ? parentThreadId : 0,
    });
  }
  for (const { open } of process.stalls) {
    const id = open.threadId ?? 0;
    if (id !== 0 && !workers.has(id)) workers.set(id, { title: '', parentThreadId: 0 });
  }
  return workers;
}

/** The thread of its parent that started a process; null where the parent is not in the trace. */
function startingThread({ header }: ProcessTrace, parent: ProcessTrace | null): number | null {
  if (parent === null) return null;
  const { parentThreadId = 0 } = header;
  return workersOf(parent).has(parentThreadId) ? parentThreadId : 0;
}

function infosOf(trace: Trace, process: ProcessTrace, stalls: readonly Stall[]): ProcessInfo[] {
  const { header } = process;
  const ordinal = ordinalOf(trace, process);
  const parent = parentOf(trace, process);
  const whole = lifeOf(trace, process);
  const infoOf = (threadId: number, title: string, parentThreadId: number | null, life: Life): ProcessInfo => {
    const own = stalls.filter((stall) => stall.threadId === threadId);
    const untold = untoldOf(process, threadId);
    return {
      process: ordinal,
      pid: header.pid,
      threadId,
      parentPid: header.parentPid,
      parent: threadId === 0 ? (parent === null ? null : ordinalOf(trace, parent)) : ordinal,
      parentThreadId,
      title,
      nodeVersion: header.nodeVersion,
      ...life,
      startupMs: startupMsOf(trace, process, threadId, life),
      outlivedParent: threadId === 0 && outlived(trace, process, whole),
      stalls: own.length + untold.count,
      blockedMs: roundMs(own.reduce((sum, stall) => sum + stall.durationMs, untold.totalMs)),
      worstMs: own.reduce((worst, stall) => Math.max(worst, stall.durationMs), 0),
      ...figures(trace, process, threadId, life, own),
    };
  };
  return [
    infoOf(0, header.title, startingThread(process, parent), whole),
    ...[...workersOf(process)].map(([threadId, { title, parentThreadId }]) =>
      infoOf(threadId, title, parentThreadId, workerLife(trace, process, threadId, whole)),
    ),
  ];
}

/** From a loop's start to the end of its startup, or to its own where that came first. */
function startupMsOf(trace: Trace, process: ProcessTrace, threadId: number, { startMs, endMs }: Life): number | null {
  const over = process.marks.find(
    (mark) => (mark.threadId ?? 0) === threadId && (mark.name === 'running' || mark.name === 'listen'),
  );
  const overMs = over === undefined ? endMs : (over.atNs + clockShiftNs(trace, process)) / NS_PER_MS;
  return startMs === null || overMs === null ? null : Math.max(0, roundMs(overMs - startMs));
}

/** Every loop of the run: each process's main thread, then its workers. */
export function processInfos(trace: Trace, stalls: readonly Stall[]): ProcessInfo[] {
  const byProcess = new Map<number, Stall[]>();
  for (const stall of stalls) {
    const own = byProcess.get(stall.process);
    if (own === undefined) byProcess.set(stall.process, [stall]);
    else own.push(stall);
  }
  return trace.processes.flatMap((process) => infosOf(trace, process, byProcess.get(ordinalOf(trace, process)) ?? []));
}
