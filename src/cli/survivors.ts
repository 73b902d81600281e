import { setTimeout as sleep } from 'node:timers/promises';
import { appendToTrace } from '../trace/append.js';
import type { SurvivorEvent } from '../trace/events.js';
import { applyLater } from '../trace/later.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { runFile } from './run-file.js';

/** A child that hears of its parent's end may need as long to end itself. */
const GRACE_MS = 250;

/** Asks the system which processes there are. */
export type ListPids = () => Promise<readonly number[]>;

async function listPids(): Promise<readonly number[]> {
  const { listProcesses } = await import('../launch/process-table.js');
  return (await listProcesses()).map(({ pid }) => pid);
}

/**
 * The processes that have not said goodbye and are there still: children that outlive the launched one. To be asked as
 * soon as that has ended, before another process can have their pid.
 */
export async function survivorsOf(
  { processes, run }: Trace,
  list: ListPids = listPids,
): Promise<readonly SurvivorEvent[]> {
  // Who presses Ctrl-C ends them all, each in its own time.
  if (run?.exited?.stoppedBy === 'interrupt') return [];
  const launched = run?.pid ?? null;
  let left = lastOfEachPid(processes).filter(({ header, end }) => end === null && header.pid !== launched);
  for (let round = 0; round < 2 && left.length > 0; round += 1) {
    if (round > 0) await sleep(GRACE_MS);
    const there = new Set(await list());
    left = left.filter(({ header }) => there.has(header.pid));
  }
  return left.map(({ header, armed }) => ({ type: 'survivor', pid: header.pid, armedNs: armed?.atNs ?? null }));
}

/** Of processes with one pid only the last can be there. */
function lastOfEachPid(processes: readonly ProcessTrace[]): readonly ProcessTrace[] {
  return [...new Map(processes.map((process) => [process.header.pid, process])).values()];
}

/** Notes the survivors in the trace, and in its files at `path`; a trace that can't be written is as good. */
export async function withSurvivors(trace: Trace, path: string, list?: ListPids): Promise<Trace> {
  const survivors = await survivorsOf(trace, list);
  const home = survivors.length > 0 ? await runFile(path) : undefined;
  if (home !== undefined) appendToTrace(home, survivors);
  return applyLater(trace, survivors);
}
