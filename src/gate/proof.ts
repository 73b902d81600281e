import type { Diagnosis } from '../analyze/diagnosis.js';
import type { BudgetName, BudgetRule, Budgets } from './budget.js';
import { formatMs, formatShare, plural } from './figures.js';
import { MIN_SEEN_SHARE } from './limits.js';

/** Whether anything of the loop was seen at all. */
export function sawSomething(diagnosis: Diagnosis): boolean {
  const { loop, stalls, processes } = diagnosis.steady ?? diagnosis;
  const measured = loop.maxMs !== null || loop.p99Ms !== null || loop.utilization !== null;
  return diagnosis.probe.armed && processes.length > 0 && (measured || stalls.length > 0);
}

/** What a capture that is no record of the loop shows instead. */
const SHOWS_ONLY: Readonly<Record<string, string>> = {
  'node-report': 'A diagnostic report shows what ran at one moment',
  'trace-sync-io': 'The output of --trace-sync-io shows which lines called synchronously',
};

function unseenLoop(importedFrom: readonly string[] = []): string {
  const [format] = importedFrom;
  if (format === undefined) return 'The probe was never armed in any Node process, so nothing was measured.';
  const shown = SHOWS_ONLY[format] ?? `A capture of the kind ${format} shows only moments`;
  return `${shown}, and not for how long the loop stood still, so no budget can be judged by it.`;
}

/** Why nothing can be said of the run, a sentence; null where something can. */
export function blindness(diagnosis: Diagnosis): string | null {
  const { probe, steady } = diagnosis;
  if (!probe.armed) return unseenLoop(probe.importedFrom);
  if (sawSomething(diagnosis)) return null;
  if (steady !== null) return `The run has nothing to judge after its warm-up of ${formatMs(steady.fromMs)}.`;
  return 'The probe was armed but saw nothing of the loop, so there is nothing to judge.';
}

/** Why the run is no proof although something was seen, a sentence; null where it is one. */
export function shortSight({ probe }: Diagnosis): string | null {
  if (probe.seenShare === null || probe.seenShare >= MIN_SEEN_SHARE) return null;
  const wanted = `${formatShare(MIN_SEEN_SHARE)} is needed to judge it`;
  return `The probe saw only ${formatShare(probe.seenShare)} of the target's life; ${wanted}.`;
}

/** What the target had to do to be judged and did not, a sentence; null where it did. */
export function unmet({ served }: Diagnosis, { requirePort, requireRequests }: Budgets): string | null {
  if (requirePort === true && served.listened.length === 0)
    return 'The target never listened on a port, which was required of it.';
  if (requireRequests === undefined) return null;
  if (served.requests === null)
    return 'The trace does not tell how many HTTP requests were served, which were required of the target.';
  if (served.requests >= requireRequests) return null;
  return `The target served ${plural(served.requests, 'HTTP request')}, and ${requireRequests} were required of it.`;
}

/** Budgets that stalls which are only counted have no part in. */
const WITHOUT_STALLS: ReadonlySet<BudgetName> = new Set(['maxP99Ms', 'maxUtilization', 'maxStartupMs']);

/**
 * Why a budget can't be said to hold although all that is told of a very large trace is within it, a sentence; null where
 * it can. What is told may break it all the same.
 */
export function untoldFlaw({ untold }: Diagnosis, { name, limit }: BudgetRule): string | null {
  if (untold === undefined || WITHOUT_STALLS.has(name)) return null;
  if (name === 'maxStallMs' && limit >= untold.longestMs) return null;
  return `The trace is so large that ${plural(untold.count, 'stall')} of up to ${formatMs(untold.longestMs)} are only counted: a threshold above that (--threshold) leaves them out.`;
}

/** Formats as people call them. */
const CALLED: Readonly<Record<string, string>> = {
  'clinic-doctor': "Clinic Doctor's folder",
  'node-trace': 'a trace of Node events',
  'chrome-trace': 'a Chrome trace',
  cpuprofile: 'a CPU profile',
};

/**
 * Why a budget can't be said to hold by an imported capture although nothing in it is proven to break it, a sentence; null
 * where it can. Other tools tell how long the loop stood still, and often not whether the code or the machine did it.
 */
export function importedFlaw({ probe: { importedFrom = [] } }: Diagnosis): string | null {
  const [format] = importedFrom;
  if (format === undefined) return null;
  return `What was imported from ${CALLED[format] ?? format} does not tell whether the code or the machine held the loop, so the budget can't be said to hold.`;
}
