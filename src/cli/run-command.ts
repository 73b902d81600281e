import type { AllowList } from '../analyze/silence/silence.js';
import { loadSentence } from '../report/load.js';
import type { Report } from '../report/report.js';
import { TRACE_EXTENSION } from '../trace/version.js';
import type { GivenBaseline } from './baseline-file.js';
import { checkReporting, type Reporting } from './check-reporting.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { exitOfRun, failureOf } from './exit-code.js';
import { type CliProcess, say } from './host.js';
import { asksDoctor } from './invocation.js';
import { makeReport, makeReportOfRuns } from './make-report.js';
import { loadFate } from './on-port.js';
import { openReport } from './open-report.js';
import type { Analysis, Parts } from './parts.js';
import { type Recording, record } from './record.js';
import { findScript } from './script.js';
import { typescriptOptions } from './typescript.js';
import type { FinishedRun, Run } from './watch.js';

/** `loopcheck <script>` and `loopcheck -- <command>`: runs it under the probe and reports. Gives the exit code. */
export async function runCommand(run: Run, host: CliProcess, parts: Parts): Promise<number> {
  const { options } = run;
  const { outputs, nodeOptions, allow, baseline } = await check(run, host, parts);
  const checked = { ...run, nodeOptions };
  const isSeries = options.runs > 1;
  const recordings = isSeries
    ? await (await import('./series.js')).recordSeries(checked, host, parts)
    : [await record(checked, host, parts)];
  const names = outputs.map(({ format }) => format);
  const [analysis, formats] = await Promise.all([parts.analysis(), parts.formats(names)]);
  const report = await reportOn(recordings, options, analysis, allow, baseline);
  const isTold = deliver(report, outputs, formats, host, options.detail);
  const last = recordings.at(-1);
  if (asksDoctor(options) && last !== undefined)
    await (await import('./second-opinion.js')).tellSecondOpinion(last.trace, report, options, host);
  if (options.otlp !== null) await sendFigures(options.otlp, recordings, report, run, host, parts);
  if (options.open) await openReport(outputs, host);
  if (baseline !== null && options.ratchet) (await import('./baseline-file.js')).tighten(baseline, report, host);
  const { load, exited } = decisive(recordings);
  const sentence = load === null || exited.stoppedBy === 'interrupt' ? null : loadSentence(load);
  if (sentence !== null && !isTold) say(host, `loopcheck: ${sentence}`);
  return exitOfRun(exited, report, load === null ? null : loadFate(load));
}

/** Of several runs the one that is shown. */
async function sendFigures(
  endpoint: string,
  recordings: readonly Recording[],
  report: Report,
  { options }: Run,
  host: CliProcess,
  parts: Parts,
): Promise<void> {
  const shown = recordings.find(({ path }) => path === report.tracePath) ?? recordings.at(-1);
  if (shown === undefined) return;
  await (await import('./send-otlp.js')).sendOtlp(endpoint, shown.trace, report, host, parts, options.detail);
}

/** One run without a baseline needs no more than its budgets. */
function reportOn(
  recordings: readonly Recording[],
  options: Run['options'],
  analysis: Analysis,
  allow: AllowList | null,
  baseline: GivenBaseline | null,
): Promise<Report> {
  const [first] = recordings;
  if (first !== undefined && options.runs === 1 && baseline === null)
    return makeReport(first, options, analysis, allow);
  const series = options.runs === 1 ? null : { aggregate: options.aggregate, wanted: options.runs };
  return makeReportOfRuns(recordings, options, analysis, allow, { baseline, series });
}

/** Of several runs the first whose target failed, else the first whose load did, else the last: it decides the exit code. */
function decisive(recordings: readonly Recording[]): FinishedRun {
  const runs = recordings.map(({ watched }) => watched);
  const found =
    runs.find(({ exited }) => failureOf(exited) !== null) ??
    runs.find(({ load }) => load !== null && loadFate(load) !== 'well') ??
    runs.at(-1);
  if (found === undefined) throw new TypeError('There is no run to decide.');
  return found;
}

interface Checked extends Reporting {
  /** Options of Node that the script needs, before its name. */
  readonly nodeOptions: readonly string[];
}

/** Everything that can be wrong before the target starts. */
async function check({ options, target }: Run, host: CliProcess, parts: Parts): Promise<Checked> {
  if (options.runs > 1 && options.trace?.endsWith(TRACE_EXTENSION)) throw errors.oneTraceForMany(options.trace);
  const nodeOptions = target.kind === 'script' ? optionsFor(target.script, host) : [];
  return { ...(await checkReporting(options, host, parts)), nodeOptions };
}

function optionsFor(script: string, host: CliProcess): readonly string[] {
  const path = findScript(script, host.cwd());
  return path === null ? [] : typescriptOptions({ path, name: script }, host);
}
