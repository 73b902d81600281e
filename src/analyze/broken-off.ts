import type { ProcessTrace, Trace } from '../trace/trace.js';
import { launchedProcess } from './process-tree.js';

/**
 * Whether the launched process's record breaks off before its end. A process that ends by itself says goodbye in its trace; one
 * that a signal ends can't. So where the launcher saw it end by itself and there is no goodbye, the probe was hindered: its
 * monitor is gone, or the trace could no longer be written.
 */
export function isBrokenOff(trace: Trace, process: ProcessTrace): boolean {
  const exited = trace.run?.exited ?? null;
  if (exited === null || process.armed === null || process.end !== null) return false;
  // On Windows a crash ends with a code, as if the process had ended by itself.
  if (exited.exitCode === null || exited.signal !== null || process.header.platform === 'win32') return false;
  return launchedProcess(trace) === process;
}
