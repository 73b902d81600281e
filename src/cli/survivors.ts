import { setTimeout as sleep } from 'node:timers/promises';
import { appendToTrace } from '../trace/append.js';
import { applyLater } from '../trace/later.js';
import type { SurvivorEvent } from '../trace/run-events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { runFile } from './run-file.js';

/** Children that hear of their parent's end get this long to end themselves: what they do then is part of the run. */
const GRACE_MS = 1000;
const POLL_MS = 100;

/** Asks the system which processes there are. */
export type ListPids = () => Promise<readonly number[]>;

async function listPids(): Promise<readonly number[]> {
  const { listProcesses } = await import('../launch/process-table.js');
  return (await listProcesses()).map(({ pid }) => pid);
}

/** Those that have not said goodbye: killed, or there still. */
function lostOf({ processes, run }: Trace): readonly ProcessTrace[] {
  // Who presses Ctrl-C ends them all, each in its own time.
  if (run?.exited?.stoppedBy === 'interrupt') return [];
  return lastOfEachPid(processes).filter(({ header, end }) => end === null && header.pid !== run?.pid);
}

/** Of processes with one pid only the last can be there. */
function lastOfEachPid(processes: readonly ProcessTrace[]): readonly ProcessTrace[] {
  return [...new Map(processes.map((process) => [process.header.pid, process])).values()];
}

async function thoseThere(processes: readonly ProcessTrace[], list: ListPids): Promise<readonly ProcessTrace[]> {
  const there = new Set(await list());
  return processes.filter(({ header }) => there.has(header.pid));
}

/** Waits a little for the ends of processes; gives those that are there still. */
async function outlast(processes: readonly ProcessTrace[], list: ListPids): Promise<readonly ProcessTrace[]> {
  let left = processes;
  for (let waitedMs = 0; waitedMs < GRACE_MS && left.length > 0; waitedMs += POLL_MS) {
    await sleep(POLL_MS);
    left = await thoseThere(left, list);
  }
  return left;
}

/**
 * Reads the trace of a run whose launched process has just ended, and notes in it, and in its files at `path`, which
 * children have outlived that: to be asked at once, before another process can have their pid. They get a moment to
 * end; then it is read once more. A trace that can't be written is as good.
 */
export async function readWithSurvivors(
  read: () => Promise<Trace>,
  path: string,
  list: ListPids = listPids,
): Promise<Trace> {
  const first = await read();
  const lost = lostOf(first);
  const alive = lost.length === 0 ? [] : await thoseThere(lost, list);
  if (alive.length === 0) return first;
  const survivors = (await outlast(alive, list)).map(
    ({ header, armed }): SurvivorEvent => ({ type: 'survivor', pid: header.pid, armedNs: armed?.atNs ?? null }),
  );
  const home = survivors.length > 0 ? await runFile(path) : undefined;
  if (home !== undefined) appendToTrace(home, survivors);
  return applyLater(await read(), survivors);
}
