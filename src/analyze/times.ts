import type { ProcessTrace, RawStall, Trace } from '../trace/trace.js';
import { isBrokenOff } from './broken-off.js';
import { launchedProcess } from './process-tree.js';

/** When a stall began and ended, ns of its process's clock. */
export interface StallTimes {
  readonly startNs: number;
  readonly endNs: number;
  /** The target ended (or is still) inside it. */
  readonly ongoing: boolean;
}

/** ns to add to a process's clock for the run's: 0 unless a process was traced with an origin of its own. */
export function clockShiftNs(trace: Trace, process: ProcessTrace): number {
  const zero = trace.run?.launch.originNs ?? trace.processes[0]?.header.originNs;
  if (zero === undefined || zero === process.header.originNs) return 0;
  try {
    return Number(BigInt(process.header.originNs) - BigInt(zero));
  } catch {
    return 0;
  }
}

function lastSign(stall: RawStall): number {
  const sample = stall.samples.at(-1)?.atNs ?? 0;
  return Math.max(stall.open.atNs, stall.lastGrow?.atNs ?? 0, sample);
}

/** When the next stall of the same loop began; null for the last. By then this one was over, whatever was lost. */
function nextStartNs(process: ProcessTrace, stall: RawStall): number | null {
  const after = process.stalls.filter(
    ({ open }) => (open.threadId ?? 0) === (stall.open.threadId ?? 0) && open.startNs > stall.open.startNs,
  );
  return after.length === 0 ? null : Math.min(...after.map(({ open }) => open.startNs));
}

/**
 * The ends of a stall. One that was never closed lasted until the process ended, as far as that is known; or, where its
 * end was lost, or the record breaks off, until its last sign of life.
 */
export function stallTimes(trace: Trace, process: ProcessTrace, stall: RawStall): StallTimes {
  if (stall.close !== null) {
    const { startNs, endNs, ended } = stall.close;
    return { startNs, endNs: Math.max(startNs, endNs), ongoing: ended === 'exit' };
  }
  const { startNs } = stall.open;
  const nextNs = nextStartNs(process, stall);
  if (nextNs !== null) {
    const endNs = Math.max(startNs, Math.min(lastSign(stall), nextNs));
    return { startNs, endNs, ongoing: false };
  }
  const gone = process.threads.find((one) => one.state === 'end' && one.threadId === stall.open.threadId);
  if (gone !== undefined) return { startNs, endNs: Math.max(startNs, gone.atNs), ongoing: true };
  if (isBrokenOff(trace, process)) return { startNs, endNs: Math.max(startNs, lastSign(stall)), ongoing: false };
  const exited = trace.run?.exited;
  const ownExit = exited && launchedProcess(trace) === process ? exited.atNs - clockShiftNs(trace, process) : null;
  const endNs = ownExit ?? lastSign(stall);
  return { startNs, endNs: Math.max(startNs, endNs), ongoing: true };
}

/** `startup` until the loop of that thread had nothing to do, or listened, for the first time. */
export function phaseAt(process: ProcessTrace, threadId: number, startNs: number): 'startup' | 'running' {
  // What a process was at when it was attached to is not known to be its start.
  if (process.header.attachedAfterMs !== undefined) return 'running';
  const marks = process.marks.filter((mark) => (mark.threadId ?? 0) === threadId);
  // A worker that tells no marks: its startup can't be told from its work.
  if (threadId !== 0 && marks.length === 0) return 'running';
  const running = marks.find((mark) => mark.name === 'running' || mark.name === 'listen');
  return running !== undefined && startNs >= running.atNs ? 'running' : 'startup';
}
