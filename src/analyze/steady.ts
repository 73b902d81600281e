import type { Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import type { Stall, SteadyPart } from './diagnosis.js';
import { loopHealth, loopRecord, mainProcesses } from './loop-health.js';
import { processInfos } from './processes.js';
import { NS_PER_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';
import { keepDropped } from './untold.js';

/** The trace without the health lines, and the stalls that are only counted, that began before `fromMs` of the run. */
export function withoutEarlyHealth(whole: Trace, fromMs: number): Trace {
  const trace = keepDropped(whole, ({ startMs }) => startMs >= fromMs);
  const processes = trace.processes.map((process) => {
    const shiftNs = clockShiftNs(trace, process);
    const isLate = ({ atNs, spanNs }: { atNs: number; spanNs: number }) =>
      (atNs - spanNs + shiftNs) / NS_PER_MS >= fromMs;
    return { ...process, health: process.health.filter(isLate) };
  });
  return { ...trace, processes };
}

/** The run without its warm-up. Ids of stalls are those of the whole run. */
export function steadyPart(
  whole: Trace,
  all: readonly Stall[],
  fromMs: number,
  { cwd, thresholdMs }: { readonly cwd: string; readonly thresholdMs: number },
): SteadyPart {
  const trace = withoutEarlyHealth(whole, fromMs);
  const stalls = all.filter(({ startMs }) => startMs >= fromMs);
  const records = mainProcesses(trace).map((process) => loopRecord(trace, process, 0, stalls));
  const loops = new Set(records.map(({ process }) => process));
  const ofLoop = stalls.filter(({ process, threadId }) => loops.has(process) && threadId === 0);
  return {
    fromMs,
    stalls,
    processes: processInfos(trace, stalls),
    loop: loopHealth(records, ofLoop, thresholdMs),
    culprits: culpritsOf(stalls, records, cwd),
  };
}
