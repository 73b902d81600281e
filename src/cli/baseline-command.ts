import { dirname, resolve } from 'node:path';
import { baselineOf } from '../gate/baseline/baseline.js';
import { aggregateRuns } from '../gate/compare/aggregate.js';
import { differencesAmong } from '../gate/compare/circumstances.js';
import { plural } from '../gate/figures.js';
import { findRuns } from '../trace/find.js';
import { loadAllowList } from './allow-list.js';
import { writeBaseline } from './baseline-file.js';
import { configuredTrace } from './config/configured-trace.js';
import { errors } from './errors.js';
import { EXIT_NO_DATA } from './exit-code.js';
import { expandPaths } from './expand.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import type { Parts } from './parts.js';
import { readSummaries } from './summaries.js';
import { TRACE_HOME } from './trace-place.js';

/**
 * `loopcheck baseline save`: writes down the culprits that there are. Of several runs the worst figures are kept, so that
 * the same code passes. Gives the exit code: 3 where nothing was measured, and then nothing is written.
 */
export async function baselineCommand(
  { options, traces, output }: Extract<Invocation, { kind: 'baseline-save' }>,
  host: CliProcess,
  parts: Parts,
): Promise<number> {
  const cwd = host.cwd();
  const allow = loadAllowList(options.allow, cwd, parts.wallMs());
  const paths = traces.length > 0 ? expandPaths(traces, cwd) : await newestRun(host);
  const runs = (await Promise.all(paths.map((path) => readSummaries(path, cwd, options, allow, parts)))).flat();
  const seen = runs.filter(({ hasData }) => hasData);
  const differences = differencesAmong(seen.map(({ circumstances }) => circumstances));
  if (differences.length > 0) throw errors.incomparable(differences);
  const worst = aggregateRuns(seen, 'max');
  if (worst === null) {
    say(host, `loopcheck: Nothing was measured in ${paths.join(' nor in ')}, so no baseline was written.`);
    return EXIT_NO_DATA;
  }
  writeBaseline(baselineOf(worst, cwd), output, cwd);
  say(
    host,
    `loopcheck: wrote ${plural(worst.culprits.length, 'known culprit')} of ${plural(seen.length, 'run')} to ${output}`,
  );
  return 0;
}

/** The newest run in the place where runs are put, with all the runs of its series. */
async function newestRun(host: CliProcess): Promise<readonly string[]> {
  const place = (await configuredTrace(host)) ?? TRACE_HOME;
  const home = resolve(host.cwd(), place);
  const newest = (await findRuns(home)).at(-1);
  if (newest === undefined) throw errors.badReport(place, 'there is no run in it');
  const folder = dirname(newest);
  return [folder === home || newest === home ? newest : folder];
}
