import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Renderer, RenderOptions } from '../report/renderer.js';
import { about } from './about.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import type { Detail } from './invocation.js';
import { METRICS, type Output } from './outputs.js';
import { repositoryRoot } from './repository.js';
import { writeStepSummary } from './step-summary.js';
import { PLAIN, type Style, styleOf } from './style.js';
import { writeWhole } from './write-whole.js';

/** What every format is told, whatever it is written to. */
type Place = Omit<RenderOptions, keyof Style>;

/**
 * Writes the report in each format to its place: the one place where reports are written. Says on stderr which files
 * there are, and the verdict where stderr shows no report; when quiet, the verdict alone. Gives whether stderr shows the
 * report. Throws a `CliError` for a file that could not be written, when all others are.
 */
export function deliver<Content extends { readonly headline: string }>(
  report: Content,
  outputs: readonly Output[],
  formats: Readonly<Record<string, Renderer<Content>>>,
  host: CliProcess,
  detail: Detail,
): boolean {
  const cwd = host.cwd();
  const root = repositoryRoot(cwd);
  const isQuiet = detail === 'quiet';
  const place = { cwd, root, about, verbose: detail === 'verbose' };
  const wanted = isQuiet ? outputs.filter(({ destination }) => destination.to !== 'stderr') : outputs;
  const isShown = wanted.some(({ destination }) => destination.to === 'stderr');
  if (!isShown) say(host, `loopcheck: ${report.headline}`);
  const failures: unknown[] = [];
  for (const output of wanted) {
    try {
      write(report, output, formats, host, place);
    } catch (error) {
      // The other reports are worth having all the same.
      failures.push(error);
      continue;
    }
    if (output.destination.to === 'file' && !isQuiet)
      say(host, `loopcheck: wrote the ${output.format} report to ${output.destination.path}`);
  }
  const names = outputs.map(({ format }) => format);
  writeStepSummary(report, names, formats, host, { ...PLAIN, ...place });
  if (failures.length > 0) throw failures[0];
  return isShown;
}

function write<Content>(
  report: Content,
  { format, destination }: Output,
  formats: Readonly<Record<string, Renderer<Content>>>,
  host: CliProcess,
  place: Place,
): void {
  const renderer = formats[format];
  if (renderer === undefined) throw errors.unknownFormat(format, null, Object.keys(formats));
  if (destination.to === 'file') {
    const text = renderer.render(report, { ...PLAIN, ...place });
    writeFile(format, destination.path, resolve(place.cwd, destination.path), text);
    return;
  }
  const stream = host[destination.to];
  stream.write(endLine(renderer.render(report, { ...styleOf(stream, host.env), ...place })));
}

function writeFile(format: string, asGiven: string, path: string, text: string): void {
  try {
    // A scraper reads metrics at any moment.
    const write = format === METRICS ? writeWhole : writeFileSync;
    write(path, endLine(text));
  } catch (error) {
    throw errors.failedOutput(asGiven, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
