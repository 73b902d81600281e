import type { AllowList } from '../analyze/silence/silence.js';
import { middleRun } from '../gate/compare/middle.js';
import type { RunSummary } from '../gate/compare/run-facts.js';
import type { ComparedRun } from '../report/diff/compared-run.js';
import { diagnoseTrace, type Reading } from './make-report.js';
import type { Parts } from './parts.js';
import { type RunPlace, readReport } from './summaries.js';

/**
 * The run in the middle of a side, for the page. It is read once more: to keep all of a folder's runs in memory for the
 * one that is shown would cost more.
 */
export async function readMiddleRun(
  places: readonly RunPlace[],
  summaries: readonly RunSummary[],
  reading: Reading,
  allow: AllowList | null,
  parts: Parts,
): Promise<ComparedRun> {
  const place = places[middleRun(summaries)];
  if (place === undefined) throw new TypeError('There is no run to show.');
  const { name } = place;
  if (place.kind === 'report') {
    const { readSavedRun } = await import('../report/diff/saved-run.js');
    return { ...readReport(place, readSavedRun), name };
  }
  const [read, { diagnose, judge, compose }] = await Promise.all([parts.readTrace(), parts.analysis()]);
  const diagnosis = await diagnoseTrace(await read(place.path), reading, diagnose, allow);
  return { ...compose(diagnosis, judge(diagnosis, {}), { tone: 'plain', tracePath: place.path }), name };
}
