import type { Diagnosis } from '../analyze/diagnosis.js';
import type { AllowList } from '../analyze/silence/silence.js';
import { STALL_MS } from '../analyze/thresholds.js';
import type { Measures } from '../gate/judge-runs.js';
import type { Report } from '../report/report.js';
import type { Trace } from '../trace/trace.js';
import type { ReportOptions } from './invocation.js';
import type { Analysis } from './parts.js';

/** A trace that was read, and where it lies, for people. */
export interface ReadRun {
  readonly trace: Trace;
  readonly path: string;
}

/** What shapes the reading of a trace, before anything is judged. */
export type Reading = Pick<ReportOptions, 'thresholdMs' | 'blame' | 'cpuWorkers' | 'warmupMs'>;

/** What is in a trace, less what `allow` says is deliberate. Without a threshold of the user's, the one that the run was recorded with counts. */
export function diagnoseTrace(
  trace: Trace,
  { thresholdMs, blame, cpuWorkers, warmupMs }: Reading,
  diagnose: Analysis['diagnose'],
  allow: AllowList | null,
): Promise<Diagnosis> {
  return diagnose(trace, {
    thresholdMs: thresholdMs ?? recordedThresholdMs(trace),
    blame,
    allow,
    cpuWorkers,
    warmupMs,
  });
}

/** From a trace to its report, judged by the budgets alone. */
export async function makeReport(
  { trace, path }: ReadRun,
  options: ReportOptions,
  { diagnose, judge, compose }: Analysis,
  allow: AllowList | null,
): Promise<Report> {
  const diagnosis = await diagnoseTrace(trace, options, diagnose, allow);
  return compose(diagnosis, judge(diagnosis, options.budgets), { tone: options.tone, tracePath: path });
}

/** From several traces of one target, or from one with a baseline, to the report of the run in the middle. */
export async function makeReportOfRuns(
  runs: readonly ReadRun[],
  options: ReportOptions,
  { diagnose, judge, compose }: Analysis,
  allow: AllowList | null,
  measures: Omit<Measures, 'budgets'>,
): Promise<Report> {
  const { judgeRuns } = await import('../gate/judge-runs.js');
  const diagnosed = await Promise.all(
    runs.map(async ({ trace }) => ({ trace, diagnosis: await diagnoseTrace(trace, options, diagnose, allow) })),
  );
  const { judgement, shown } = judgeRuns(diagnosed, judge, { ...measures, budgets: options.budgets });
  const diagnosis = diagnosed[shown]?.diagnosis;
  if (diagnosis === undefined) throw new TypeError('There is no run to report on.');
  return compose(diagnosis, judgement, { tone: options.tone, tracePath: runs[shown]?.path ?? null });
}

/** The threshold that the run was recorded with. */
export function recordedThresholdMs({ run, processes }: Trace): number {
  return run?.launch.thresholdMs ?? processes[0]?.header.thresholdMs ?? STALL_MS;
}
