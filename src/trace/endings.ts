import type { ProcessFold } from './fold.js';
import type { ProcessTrace, Trace, TraceProblem } from './trace.js';

const NS_PER_S = 1e9;

/** A thread tells of its health every second: that much of a process that was killed is lost in any case. */
const USUAL_LOSS_NS = 1.5 * NS_PER_S;
/** After its first minute it tells every three. */
const OFTEN_UNTIL_NS = 60 * NS_PER_S;
const LATER_LOSS_NS = 3.5 * NS_PER_S;
/** A stall gives a sign of life at each fiftieth of its length. */
const SIGN_SHARE = 0.04;
/** Pids that are named. */
const MOST_NAMED = 5;

/**
 * What is to be said of a trace whose processes, or whose launcher, did not live to end it, or that was cut: a sentence
 * each. Only files with checksums are asked, for an older loopcheck, or another tool, may have left the end out.
 */
export function missingEnds(
  { run, processes }: Trace,
  folds: readonly ProcessFold[],
  file: string,
  isRunSealed: boolean,
): TraceProblem[] {
  const told: string[] = [];
  if (run !== null && run.exited === null && isRunSealed)
    told.push(
      "The launcher's own trace has no end: loopcheck was killed or is still running, or the file was cut. How the " +
        'target ended is not known.',
    );
  const pids: number[] = [];
  let lastNs = 0;
  const isUnended = new Map(folds.map((fold) => [fold.trace.header, fold.isSealed && fold.trace.end === null]));
  for (const process of processes) {
    if (isUnended.get(process.header) !== true || process.survived) continue;
    if (process.header.importedFrom !== undefined) continue;
    const { exited } = run ?? {};
    if (exited?.signal != null && exited.pid === process.header.pid) {
      if (exited.atNs - process.lastSeenNs > usualLossNs(process, exited.atNs))
        told.push(
          `Process ${exited.pid} was ended by ${exited.signal}; its trace ends ${seconds(exited.atNs - process.lastSeenNs)} ` +
            'before that, and what came between is not known.',
        );
      continue;
    }
    pids.push(process.header.pid);
    lastNs = Math.max(lastNs, process.lastSeenNs);
  }
  if (pids.length > 0)
    told.push(
      `The trace of ${whom(pids)} has no end: killed, crashed or still running, or the file was cut. What came after ` +
        `${seconds(lastNs)} is not in this report.`,
    );
  return told.map((message) => ({ file, message }));
}

/** How long a process may have been silent before it was killed, ns. */
function usualLossNs({ stalls, armed }: ProcessTrace, endNs: number): number {
  const open = stalls.find(({ close }) => close === null);
  const usualNs = endNs - (armed?.atNs ?? 0) < OFTEN_UNTIL_NS ? USUAL_LOSS_NS : LATER_LOSS_NS;
  return usualNs + (open === undefined ? 0 : SIGN_SHARE * (endNs - open.open.startNs));
}

function whom(pids: readonly number[]): string {
  if (pids.length === 1) return `process ${pids[0]}`;
  const named = pids.slice(0, MOST_NAMED).join(', ');
  return `${pids.length} processes (${named}${pids.length > MOST_NAMED ? ', …' : ''})`;
}

function seconds(ns: number): string {
  return `${(ns / NS_PER_S).toFixed(2)} s`;
}
