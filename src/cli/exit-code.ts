import { constants } from 'node:os';
import type { TargetInfo } from '../analyze/diagnosis.js';
import { isBinding } from '../gate/verdict.js';
import type { Report } from '../report/report.js';
import { EXIT_USAGE } from './errors.js';
import type { LoadFate } from './on-port.js';

/** Nothing was seen, so nothing can be said: a gate never passes on this. */
export const EXIT_NO_DATA = 3;
/** A budget is broken, or something got worse. */
export const EXIT_OVER_BUDGET = 1;

/** What shells make of a signal: 128 + its number. */
const SIGNAL_BASE = 128;

/**
 * The exit code of a run: the target's own failure, else what the report says of it, else what became of the load. A
 * load that failed by itself is like wrong usage: what was asked for was not done. Budgets that held while no load ever
 * ran prove nothing; without budgets nothing was to be proved.
 */
export function exitOfRun(
  target: Pick<TargetInfo, 'exitCode' | 'signal' | 'stoppedBy'>,
  report: Report,
  load: LoadFate | null = null,
): number {
  const code = failureOf(target) ?? exitOfReport(report);
  if (code !== 0 || target.stoppedBy === 'interrupt') return code;
  if (load === 'failed') return EXIT_USAGE;
  return load === 'never-began' && report.budgets.length > 0 ? EXIT_NO_DATA : 0;
}

/** The exit code of a report, whatever the target did. */
export function exitOfReport({ probe, budgets, verdict }: Pick<Report, 'probe' | 'budgets' | 'verdict'>): number {
  if (!probe.armed) return EXIT_NO_DATA;
  const binding = budgets.filter(isBinding);
  if (binding.some((budget) => budget.status === 'fail')) return EXIT_OVER_BUDGET;
  const isUnknown = verdict.status === 'no-data' || binding.some((budget) => budget.status === 'no-data');
  return isUnknown ? EXIT_NO_DATA : 0;
}

/** The target's own failure as an exit code, null where it had none. Being stopped by us is none. */
export function failureOf({ exitCode, signal, stoppedBy }: Pick<TargetInfo, 'exitCode' | 'signal' | 'stoppedBy'>) {
  if (stoppedBy !== null) return null;
  if (signal !== null) return SIGNAL_BASE + (constants.signals[signal as NodeJS.Signals] ?? 0);
  return exitCode === 0 ? null : exitCode;
}
