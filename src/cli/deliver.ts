import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Renderer } from '../report/renderer.js';
import type { Report } from '../report/report.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import type { Detail } from './invocation.js';
import { METRICS, type Output } from './outputs.js';
import { PLAIN, styleOf } from './style.js';
import { writeWhole } from './write-whole.js';

/**
 * Writes the report in each format to its place: the one place where reports are written. Says on stderr which files
 * there are, and the verdict where stderr shows no report; when quiet, the verdict alone. Gives whether stderr shows the
 * report. Throws a `CliError` for a file that could not be written.
 */
export function deliver(
  report: Report,
  outputs: readonly Output[],
  formats: Readonly<Record<string, Renderer>>,
  host: CliProcess,
  detail: Detail,
): boolean {
  const cwd = host.cwd();
  const isQuiet = detail === 'quiet';
  const verbose = detail === 'verbose';
  const wanted = isQuiet ? outputs.filter(({ destination }) => destination.to !== 'stderr') : outputs;
  const isShown = wanted.some(({ destination }) => destination.to === 'stderr');
  if (!isShown) say(host, `loopcheck: ${report.headline}`);
  for (const { format, destination } of wanted) {
    const renderer = formats[format];
    if (renderer === undefined) throw errors.unknownFormat(format, null, Object.keys(formats));
    if (destination.to === 'file') {
      const text = renderer.render(report, { ...PLAIN, cwd, verbose });
      writeFile(format, destination.path, resolve(cwd, destination.path), text);
      if (!isQuiet) say(host, `loopcheck: wrote the ${format} report to ${destination.path}`);
    } else {
      const stream = host[destination.to];
      stream.write(endLine(renderer.render(report, { ...styleOf(stream, host.env), cwd, verbose })));
    }
  }
  return isShown;
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
