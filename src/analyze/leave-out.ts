import type { Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import type { Diagnosis, Stall, SteadyPart } from './diagnosis.js';
import { withoutStalls } from './loop-delays.js';
import { healthWithout, loopHealth, loopRecord, mainProcesses, whatIf } from './loop-health.js';
import { processInfos } from './processes.js';
import { withoutEarlyHealth } from './steady.js';
import { NS_PER_MS } from './thresholds.js';

/**
 * The run as it would have been without some of its culprits, by their fingerprints: their stalls, their findings and
 * their part of the loop's delays are gone. Utilization stays what it was: how busy the loop would have been instead
 * nobody knows.
 */
export function withoutCulprits(trace: Trace, diagnosis: Diagnosis, fingerprints: ReadonlySet<string>): Diagnosis {
  const gone = new Set(
    diagnosis.culprits.filter(({ fingerprint }) => fingerprints.has(fingerprint)).flatMap(({ stallIds }) => stallIds),
  );
  if (gone.size === 0) return diagnosis;
  const isGone = ({ stallIds }: { readonly stallIds: readonly number[] }) =>
    stallIds.length > 0 && stallIds.every((id) => gone.has(id));
  const { steady, thresholdMs } = diagnosis;
  return {
    ...diagnosis,
    ...partWithout(trace, diagnosis.stalls, gone, thresholdMs),
    findings: diagnosis.findings.filter((finding) => !isGone(finding)),
    steady:
      steady === null
        ? null
        : {
            fromMs: steady.fromMs,
            ...partWithout(withoutEarlyHealth(trace, steady.fromMs), steady.stalls, gone, thresholdMs),
          },
  };
}

/** The figures of a run, or of the part after its warm-up, less some of the stalls. */
function partWithout(
  trace: Trace,
  all: readonly Stall[],
  gone: ReadonlySet<number>,
  thresholdMs: number,
): Omit<SteadyPart, 'fromMs'> {
  const main = mainProcesses(trace);
  const records = main.map((process) => loopRecord(trace, process, 0, all));
  const loops = new Set(records.map(({ process }) => process));
  const ofLoop = all.filter(({ process, threadId }) => loops.has(process) && threadId === 0);
  const stalls = all.filter(({ id }) => !gone.has(id));
  const left = records.map((record) => {
    const own = ofLoop.filter(({ id, process }) => gone.has(id) && process === record.process);
    const delays = withoutStalls(
      record.delays,
      own.map(({ durationMs }) => durationMs * NS_PER_MS),
    );
    return { ...record, delays: delays.sort((a, b) => a.delayNs - b.delayNs) };
  });
  const health = loopHealth(
    left,
    ofLoop.filter(({ id }) => !gone.has(id)),
    thresholdMs,
  );
  return {
    stalls,
    culprits: culpritsOf(stalls, left, trace.run?.launch.cwd ?? main[0]?.header.cwd ?? '/'),
    processes: processInfos(trace, stalls),
    loop: { ...health, maxMs: healthWithout(whatIf(records), ofLoop, gone).maxMs },
  };
}
