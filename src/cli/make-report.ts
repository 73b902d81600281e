import type { AllowList } from '../analyze/silence/silence.js';
import { STALL_MS } from '../analyze/thresholds.js';
import type { Report } from '../report/report.js';
import type { Trace } from '../trace/trace.js';
import type { ReportOptions } from './invocation.js';
import type { Analysis } from './parts.js';

/** From a trace to its report, less what `allow` says is deliberate. Without a threshold of the user's, the one that the run was recorded with counts. */
export async function makeReport(
  trace: Trace,
  tracePath: string,
  options: ReportOptions,
  { diagnose, judge, compose }: Analysis,
  allow: AllowList | null,
): Promise<Report> {
  const thresholdMs = options.thresholdMs ?? recordedThresholdMs(trace);
  const diagnosis = await diagnose(trace, { thresholdMs, blame: options.blame, allow, cpuWorkers: options.cpuWorkers });
  return compose(diagnosis, judge(diagnosis, options.budgets), { tone: options.tone, tracePath });
}

/** The threshold that the run was recorded with. */
export function recordedThresholdMs({ run, processes }: Trace): number {
  return run?.launch.thresholdMs ?? processes[0]?.header.thresholdMs ?? STALL_MS;
}
