import type { Trace } from '../../trace/trace.js';
import { wasLetGo } from '../process-tree.js';
import { NS_PER_MS } from '../thresholds.js';
import { clockShiftNs } from '../times.js';

/** Node's exit code for a top-level await that never settled. */
export const UNSETTLED_TOP_LEVEL = 13;

/** What a process was for, as far as its marks tell. */
export interface ProcessFacts {
  /** When it first listened, ms of the run; null if it never did. */
  readonly listenMs: number | null;
  /** The loop waited for something at least once: there was other work to come. */
  readonly everIdle: boolean;
  /** The process ended of itself, with a goodbye or a code; false where it was killed, or died in a crash. */
  readonly saidGoodbye: boolean;
  /** It ended because nothing was left to do: a script, not a service. */
  readonly ranDry: boolean;
  /** We had the run stopped: after a while, by Ctrl-C, or when the load was done. */
  readonly stoppedByUs: boolean;
  /** It was running before, and went on when loopcheck left. */
  readonly letGo: boolean;
}

/** The facts of the process with that number in the run. */
export function processFacts(trace: Trace, ordinal: number): ProcessFacts {
  const process = trace.processes[ordinal - 1];
  const stoppedByUs = (trace.run?.exited?.stoppedBy ?? null) !== null;
  const letGo = wasLetGo(trace);
  if (process === undefined) {
    return { listenMs: null, everIdle: false, saidGoodbye: false, ranDry: false, stoppedByUs, letGo };
  }
  const shiftNs = clockShiftNs(trace, process);
  const mark = (name: string) => process.marks.find((one) => one.name === name && (one.threadId ?? 0) === 0);
  const listen = mark('listen');
  return {
    listenMs: listen === undefined ? null : (listen.atNs + shiftNs) / NS_PER_MS,
    everIdle: mark('running') !== undefined,
    saidGoodbye: process.end !== null,
    ranDry: mark('loop-empty') !== undefined,
    stoppedByUs,
    letGo,
  };
}
