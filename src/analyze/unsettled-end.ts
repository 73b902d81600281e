import type { Trace } from '../trace/trace.js';
import { processFacts, UNSETTLED_TOP_LEVEL } from './detectors/process-facts.js';
import type { TargetInfo } from './diagnosis.js';

/**
 * What the exit code says of a program that was not followed deeply: Node itself gives it to one whose top-level `await`
 * still waits when nothing is left to do. Sentences for people.
 */
export function unsettledEnd(trace: Trace, { exitCode, pid }: TargetInfo): readonly string[] {
  if (exitCode !== UNSETTLED_TOP_LEVEL) return [];
  const index = trace.processes.findIndex(({ header }) => header.pid === pid);
  const process = trace.processes[index];
  if (process === undefined || process.header.mode === 'deep' || !processFacts(trace, index + 1).ranDry) return [];
  return [
    'Exit code 13 is Node’s own: a top-level `await` still waited when nothing was left to do. `--deep` names its line.',
  ];
}
