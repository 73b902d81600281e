import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { visible } from '../report/text/clean.js';
import { triageFormats } from '../report/triage/formats.js';
import { answerSentences, noAnswer } from '../report/triage/words.js';
import { dateSplit, type Split, versionSplit } from '../triage/changes.js';
import { readFleet } from '../triage/read-fleet.js';
import type { Fleet } from '../triage/records.js';
import { type Triage, triage } from '../triage/triage.js';
import { errors } from './errors.js';
import { expandPaths } from './expand.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import { openReport } from './open-report.js';
import { checkFormats, checkWritable, type Output, planOutputs } from './outputs.js';
import { PLAIN, styleOf } from './style.js';

const EXIT_NO_DATA = 3;
/** Where the page goes unless told. */
const PAGE_PATH = 'loopcheck-triage.html';

/** `loopcheck triage`: what changed over many traces, and who blocks most. Gives the exit code: 0, or 3 for no trace at all. */
export async function triageCommand(
  { options, paths }: Extract<Invocation, { kind: 'triage' }>,
  host: CliProcess,
): Promise<number> {
  const outputs = planOutputs(options, PAGE_PATH);
  checkFormats(outputs, Object.keys(triageFormats));
  checkWritable(outputs, host.cwd());
  const places = expandPaths(paths, host.cwd());
  const { thresholdMs, since, by, where, order } = options;
  const fleet = await readFleet(
    places.map((path) => resolve(host.cwd(), path)),
    thresholdMs === null ? {} : { thresholdMs },
  );
  if (options.sql !== null) {
    const { askFleet } = await import('./triage-sql.js');
    host.stdout.write(await askFleet(fleet, options.sql));
    return fleet.runs.length === 0 ? EXIT_NO_DATA : 0;
  }
  const result = triage(fleet, { by, where, order, since: since === null ? null : splitOf(fleet, since) });
  for (const output of outputs) write(result, output, host, options.detail);
  if (options.open) await openReport(outputs, host);
  return result.fleet.runs === 0 ? EXIT_NO_DATA : 0;
}

/** A version where the fleet has it, or the text is none of a date; else a date. */
function splitOf({ runs }: Fleet, since: string): Split {
  if (runs.some(({ version }) => version === since)) return versionSplit(runs, since);
  if (/^\d{4}-\d\d-\d\d/.test(since)) {
    const atMs = Date.parse(since);
    if (Number.isNaN(atMs)) throw errors.badSince(since);
    return dateSplit(since, atMs);
  }
  if (!/^v?\d+(\.\d+)*([-+].*)?$/.test(since)) throw errors.badSince(since);
  return versionSplit(runs, since);
}

function write(result: Triage, { format, destination }: Output, host: CliProcess, detail: string): void {
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
