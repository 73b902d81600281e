import { statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { visible } from '../report/text/clean.js';
import { triageFormats } from '../report/triage/formats.js';
import { answerSentences, noAnswer } from '../report/triage/words.js';
import { isNowhere } from '../trace/nowhere.js';
import { traceError } from '../trace/trace-error.js';
import { dateSplit, type Split, versionSplit } from '../triage/changes.js';
import { findAll } from '../triage/read/find-all.js';
import { load } from '../triage/read/load.js';
import type { RunRecord } from '../triage/records.js';
import { isStoreError, type Store } from '../triage/store.js';
import { conclude, type Triage } from '../triage/triage.js';
import { whyUnmatched } from '../triage/unmatched.js';
import { errors } from './errors.js';
import { expandPaths } from './expand.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import { openReport } from './open-report.js';
import { checkFormats, checkWritable, type Output, planOutputs } from './outputs.js';
import { PLAIN, styleOf } from './style.js';
import { checkEngine, engineError, openStore } from './triage-engine.js';
import type { TriageRequest } from './triage-options.js';

const EXIT_NO_DATA = 3;
/** Where the page goes unless told. */
const PAGE_PATH = 'loopcheck-triage.html';

/**
 * `loopcheck triage`: what changed over many traces, and who blocks most. Gives the exit code: 0, or 3 for no trace at all,
 * or none that `--where` fits.
 */
export async function triageCommand(
  { options, paths }: Extract<Invocation, { kind: 'triage' }>,
  host: CliProcess,
): Promise<number> {
  checkEngine(options, paths);
  const outputs = planOutputs(options, PAGE_PATH);
  checkFormats(outputs, Object.keys(triageFormats));
  checkWritable(outputs, host.cwd());
  const places = paths.length === 0 ? [] : expandPaths(paths, host.cwd());
  const whole = places.map((path) => resolve(host.cwd(), path));
  checkThere(whole);
  const found = await findAll(whole);
  let store: Store | null = null;
  try {
    const opened = await openStore(options, paths, found.bytes, host.env);
    store = opened;
    const skips = await load(store, found, { thresholdMs: options.thresholdMs });
    const aggregates = await store.aggregate(options);
    if (options.sql !== null) {
      const rows = (await store.ask(options.sql)) ?? [];
      host.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      return aggregates.runs.length === 0 ? EXIT_NO_DATA : 0;
    }
    const { since } = options;
    const split = since === null ? null : splitOf(aggregates.runs, since);
    const concluded = conclude(aggregates, skips, { ...options, since: split });
    const unmatched = await whyUnmatched(aggregates, options.where, () => countStalls(opened));
    const result = unmatched === null ? concluded : { ...concluded, incomparable: unmatched };
    for (const output of outputs) write(result, output, host, options.detail);
    if (options.open) await openReport(outputs, host);
    return result.fleet.runs === 0 ? EXIT_NO_DATA : 0;
  } catch (error) {
    throw isStoreError(error) ? engineError(error, options) : error;
  } finally {
    await store?.close();
  }
}

/** Of many hosts' folders one may be missing, which is told among the skips; where nothing is there, the paths are wrong. */
function checkThere(paths: readonly string[]): void {
  const [first] = paths;
  if (first !== undefined && paths.every(leadsNowhere)) throw traceError('missing', first);
}

function leadsNowhere(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return isNowhere(error);
  }
}

async function countStalls(store: Store): Promise<number> {
  const { culprits } = await store.aggregate({ where: [], by: null });
  return culprits.reduce((sum, { count }) => sum + count, 0);
}

/** A version where the fleet has it, or the text is none of a date; else a date. */
function splitOf(runs: readonly RunRecord[], since: string): Split {
  if (runs.some(({ version }) => version === since)) return versionSplit(runs, since);
  if (/^\d{4}-\d\d-\d\d/.test(since)) {
    const atMs = Date.parse(since);
    if (Number.isNaN(atMs)) throw errors.badSince(since);
    return dateSplit(since, atMs);
  }
  if (!/^v?\d+(\.\d+)*([-+].*)?$/.test(since)) throw errors.badSince(since);
  return versionSplit(runs, since);
}

function write(
  result: Triage,
  { format, destination }: Output,
  host: CliProcess,
  detail: TriageRequest['detail'],
): void {
  const render = triageFormats[format];
  if (render === undefined) return;
  const cwd = host.cwd();
  const verbose = detail === 'verbose';
  if (destination.to === 'file') {
    try {
      writeFileSync(resolve(cwd, destination.path), render(result, { ...PLAIN, cwd, verbose }));
    } catch (error) {
      throw errors.failedOutput(destination.path, (error as NodeJS.ErrnoException).code ?? String(error));
    }
    if (detail !== 'quiet') say(host, `loopcheck: wrote the ${format} triage to ${destination.path}`);
    return;
  }
  const stream = host[destination.to];
  if (detail === 'quiet' && destination.to === 'stderr') {
    const sentences = answerSentences(result).map(({ sentence }) => sentence.map(({ text }) => text).join(''));
    for (const line of sentences.length > 0 ? sentences : [noAnswer(result)]) say(host, `loopcheck: ${visible(line)}`);
  } else stream.write(render(result, { ...styleOf(stream, host.env), cwd, verbose }));
}
