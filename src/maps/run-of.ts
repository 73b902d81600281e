import type { ProcessTrace, Trace } from '../trace/trace.js';
import type { ScriptRun } from './script-maps.js';

const NS_PER_MS = 1e6;
/** Clocks of files and of processes may differ by a tick of the system's. */
const CLOCK_SLACK_MS = 20;

/** What files of a process are held against: where it ran, and until when. */
export function runOf(trace: Trace, { header, lastSeenNs }: ProcessTrace): ScriptRun {
  const cwd = header.cwd ?? trace.run?.launch.cwd ?? '/';
  const endNs = Math.max(lastSeenNs, trace.run?.exited?.atNs ?? 0);
  return { cwd, endMs: header.originWallMs + endNs / NS_PER_MS + CLOCK_SLACK_MS };
}
