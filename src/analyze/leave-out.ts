import type { Trace } from '../trace/trace.js';
import { culpritsOf } from './culprits.js';
import type { Diagnosis } from './diagnosis.js';
import { withoutStalls } from './loop-delays.js';
import { healthWithout, loopHealth, loopRecord, mainProcesses } from './loop-health.js';
import { processInfos } from './processes.js';
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
  const main = mainProcesses(trace);
  const records = main.map((process) => loopRecord(trace, process, 0, diagnosis.stalls));
  const loops = new Set(records.map(({ process }) => process));
  const ofLoop = diagnosis.stalls.filter(({ process, threadId }) => loops.has(process) && threadId === 0);
  const stalls = diagnosis.stalls.filter(({ id }) => !gone.has(id));
  const left = records.map((record) => {
    const own = ofLoop.filter(({ id, process }) => gone.has(id) && process === record.process);
    return {
      ...record,
      delays: withoutStalls(
        record.delays,
        own.map(({ durationMs }) => durationMs * NS_PER_MS),
      ).sort((a, b) => a.delayNs - b.delayNs),
    };
  });
  const cwd = trace.run?.launch.cwd ?? main[0]?.header.cwd ?? '/';
  const isGone = ({ stallIds }: { readonly stallIds: readonly number[] }) =>
    stallIds.length > 0 && stallIds.every((id) => gone.has(id));
  return {
    ...diagnosis,
    stalls,
    culprits: culpritsOf(stalls, left, cwd),
    findings: diagnosis.findings.filter((finding) => !isGone(finding)),
    processes: processInfos(trace, stalls),
    loop: {
      ...loopHealth(
        left,
        ofLoop.filter(({ id }) => !gone.has(id)),
        diagnosis.thresholdMs,
      ),
      maxMs: healthWithout(records, ofLoop, gone).maxMs,
    },
  };
}
