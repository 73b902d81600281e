import type { RunSummary } from '../gate/compare/run-facts.js';
import { loadAllowList } from './allow-list.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { EXIT_NO_DATA, EXIT_OVER_BUDGET } from './exit-code.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import { checkFormats, checkWritable, planOutputs } from './outputs.js';
import type { Parts } from './parts.js';
import { readSummaries } from './summaries.js';

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
  const outputs = planOutputs({ ...options, metricsFile: null });
  const [{ diffFormats }, { compare, gotWorse, obstacles }, { composeDiff }] = await Promise.all([
    import('../report/diff/formats.js'),
    import('../gate/compare/compare.js'),
    import('../report/diff/diff-report.js'),
  ]);
  checkFormats(outputs, Object.keys(diffFormats));
  checkWritable(outputs, cwd);
  const allow = loadAllowList(options.allow, cwd, parts.wallMs());
  const first = await readSummaries(before, cwd, options, allow, parts);
  const second = await readSummaries(after, cwd, options, allow, parts);
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
  deliver(composeDiff(comparison, { before, after }), outputs, diffFormats, host, options.detail);
  return gotWorse(comparison.culprits) ? EXIT_OVER_BUDGET : 0;
}

function sawSomething(runs: readonly RunSummary[]): boolean {
  return runs.some(({ hasData }) => hasData);
}
