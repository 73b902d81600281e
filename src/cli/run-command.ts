import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AllowList } from '../analyze/silence/silence.js';
import { loadSentence } from '../report/load.js';
import type { Trace } from '../trace/trace.js';
import { isTraceError } from '../trace/trace-error.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { exitOfRun } from './exit-code.js';
import { type CliProcess, say } from './host.js';
import { asksDoctor } from './invocation.js';
import { makeReport } from './make-report.js';
import { loadFate } from './on-port.js';
import { checkFormats, checkWritable, type Output, planOutputs, TERMINAL } from './outputs.js';
import type { Parts } from './parts.js';
import { displayPath } from './paths.js';
import { findScript } from './script.js';
import { readWithSurvivors } from './survivors.js';
import { nameRun, prepareTracePlace, type TracePlace } from './trace-place.js';
import { typescriptOptions } from './typescript.js';
import { type FinishedRun, type Run, watch } from './watch.js';

/** `loopcheck <script>` and `loopcheck -- <command>`: runs it under the probe and reports. Gives the exit code. */
export async function runCommand(run: Run, host: CliProcess, parts: Parts): Promise<number> {
  const { outputs, nodeOptions, allow } = await check(run, host, parts);
  const runName = nameRun(new Date(parts.wallMs()), randomBytes(2).toString('hex'));
  const place = prepareTracePlace(run.options.trace, host.cwd(), runName);
  const watched = await watch({ ...run, nodeOptions }, place, host, parts);
  const [readTrace, analysis, formats] = await Promise.all([parts.readTrace(), parts.analysis(), parts.formats()]);
  const trace = await readBack(place, watched, readTrace);
  const report = await makeReport(trace, displayPath(place.path, host.cwd()), run.options, analysis, allow);
  const isTold = deliver(report, outputs, formats, host, run.options.detail);
  if (asksDoctor(run.options))
    await (await import('./second-opinion.js')).tellSecondOpinion(trace, report, run.options, host);
  const { load, exited } = watched;
  const sentence = load === null || exited.stoppedBy === 'interrupt' ? null : loadSentence(load);
  if (sentence !== null && !isTold) say(host, `loopcheck: ${sentence}`);
  return exitOfRun(exited, report, load === null ? null : loadFate(load));
}

interface Checked {
  readonly outputs: readonly Output[];
  /** Options of Node that the script needs, before its name. */
  readonly nodeOptions: readonly string[];
  readonly allow: AllowList | null;
}

/** Everything that can be wrong before the target starts. */
async function check({ options, target }: Run, host: CliProcess, parts: Parts): Promise<Checked> {
  const outputs = planOutputs(options);
  const allow = options.allow === null ? null : await readAllowList(options.allow, host, parts);
  // The formats take a while to load; the usual one needs no check.
  if (outputs.some(({ format }) => format !== TERMINAL)) checkFormats(outputs, Object.keys(await parts.formats()));
  const nodeOptions = target.kind === 'script' ? optionsFor(target.script, host) : [];
  checkWritable(outputs, host.cwd());
  if (asksDoctor(options)) (await import('./second-opinion.js')).checkDoctor(options, host);
  if (!existsSync(parts.probePath())) throw errors.missingProbe(parts.probePath());
  return { outputs, nodeOptions, allow };
}

/** The list's reader knows every finding, so it is loaded for those who have a list. */
async function readAllowList(path: string, host: CliProcess, parts: Parts): Promise<AllowList | null> {
  return (await import('./allow-list.js')).loadAllowList(path, host.cwd(), parts.wallMs());
}

function optionsFor(script: string, host: CliProcess): readonly string[] {
  const path = findScript(script, host.cwd());
  return path === null ? [] : typescriptOptions({ path, name: script }, host);
}

/** The trace from the disk, with what the launcher knows itself: the target may have filled or emptied the disk. */
async function readBack(
  place: TracePlace,
  run: FinishedRun,
  readTrace: (path: string) => Promise<Trace>,
): Promise<Trace> {
  const failure = place.log.failure();
  const own =
    failure === null ? [] : [{ file: place.path, message: `The run's own trace file has gaps (${failure}).` }];
  try {
    return await readWithSurvivors(async () => {
      const trace = await readTrace(place.path);
      return { ...trace, run, problems: [...own, ...trace.problems] };
    }, place.path);
  } catch (error) {
    if (!isTraceError(error)) throw error;
    return {
      run,
      processes: [],
      packages: new Map(),
      problems: [...own, { file: place.path, message: error.message }],
    };
  }
}
