import type { ProcessTrace, Trace } from '../trace/trace.js';

/** Number of a process in its run, from 1: a pid can come again. */
export function ordinalOf(trace: Trace, process: ProcessTrace): number {
  return trace.processes.indexOf(process) + 1;
}

/** The process that was launched; null where it was no Node, or left no trace. Its pid may come again later. */
export function launchedProcess(trace: Trace): ProcessTrace | null {
  return trace.processes.find(({ header }) => header.pid === trace.run?.pid) ?? null;
}

/** The run was a visit to a process that was running before, and goes on after it. */
export function wasLetGo({ run, processes }: Trace): boolean {
  if (run === null) return processes.some(({ header, end }) => header.attachedAfterMs !== undefined && end?.detached);
  return run.launch.attachedAfterMs !== undefined && (run.exited?.stoppedBy ?? null) !== null;
}

/** The process that has started this one, or the nearest above it that is in the trace; null where none is. */
export function parentOf(trace: Trace, process: ProcessTrace): ProcessTrace | null {
  const { parentPid, ancestors = [] } = process.header;
  // Processes stand in the order of their start: of several with that pid, it is the last one before the child.
  const before = trace.processes.slice(0, trace.processes.indexOf(process));
  for (const pid of [parentPid, ...ancestors]) {
    const parent = before.findLast(({ header }) => header.pid === pid);
    if (parent !== undefined) return parent;
  }
  return null;
}
