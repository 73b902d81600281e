import type { RunSummary } from '../gate/compare/run-facts.js';
import { loadAllowList } from './allow-list.js';
import { readMiddleRun } from './compared-run.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { EXIT_NO_DATA, EXIT_OVER_BUDGET } from './exit-code.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import { openReport } from './open-report.js';
import { asksPage, checkFormats, checkWritable, planOutputs } from './outputs.js';
import type { Parts } from './parts.js';
import { findRunPlaces, summarizeRuns } from './summaries.js';

/** Where the page goes unless told. */
const PAGE_PATH = 'loopcheck-diff.html';

/**
 * `loopcheck diff`: what got worse between two sets of runs. Gives the exit code: 1 for a culprit that is new or worse, 3
 * where one side saw nothing.
 */
export async function diffCommand(
  { options, before, after }: Extract<Invocation, { kind: 'diff' }>,
  host: CliProcess,
  parts: Parts,
): Promise<number> {
  const cwd = host.cwd();
  const outputs = planOutputs({ ...options, metricsFile: null }, PAGE_PATH);
  const [{ diffFormats }, { compare, gotWorse, obstacles }, { composeDiff }] = await Promise.all([
    import('../report/diff/formats.js'),
    import('../gate/compare/compare.js'),
    import('../report/diff/diff-report.js'),
  ]);
  checkFormats(outputs, Object.keys(diffFormats));
  checkWritable(outputs, cwd);
  const allow = loadAllowList(options.allow, cwd, parts.wallMs());
  const [placesBefore, placesAfter] = [await findRunPlaces(before, cwd), await findRunPlaces(after, cwd)];
  const first = await summarizeRuns(placesBefore, options, allow, parts);
  const second = await summarizeRuns(placesAfter, options, allow, parts);
  const blind = [
    { name: before, runs: first },
    { name: after, runs: second },
  ].filter(({ runs }) => !sawSomething(runs));
  if (blind.length > 0) {
    say(host, `loopcheck: Nothing was measured in ${blind.map(({ name }) => name).join(' nor in ')}: no verdict.`);
    return EXIT_NO_DATA;
  }
  const differences = obstacles(first, second);
  if (differences.length > 0 && !options.force) throw errors.incomparable(differences);
  const comparison = compare(first, second);
  const shown = asksPage(outputs)
    ? {
        before: await readMiddleRun(placesBefore, first, options, allow, parts),
        after: await readMiddleRun(placesAfter, second, options, allow, parts),
      }
    : null;
  deliver(composeDiff(comparison, { before, after }, shown), outputs, diffFormats, host, options.detail);
  if (options.open) await openReport(outputs, host);
  return gotWorse(comparison.culprits) ? EXIT_OVER_BUDGET : 0;
}

function sawSomething(runs: readonly RunSummary[]): boolean {
  return runs.some(({ hasData }) => hasData);
}
