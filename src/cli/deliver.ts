import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Renderer } from '../report/renderer.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import type { Detail } from './invocation.js';
import type { Output } from './outputs.js';
import { PLAIN, styleOf } from './style.js';

/**
 * Writes the report in each format to its place: the one place where reports are written. Says on stderr which files
 * there are, and the verdict where stderr shows no report; when quiet, the verdict alone. Gives whether stderr shows the
 * report. Throws a `CliError` for a file that could not be written.
 */
export function deliver<Content extends { readonly headline: string }>(
  report: Content,
  outputs: readonly Output[],
  formats: Readonly<Record<string, Renderer<Content>>>,
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
      writeFile(destination.path, resolve(cwd, destination.path), renderer.render(report, { ...PLAIN, cwd, verbose }));
      if (!isQuiet) say(host, `loopcheck: wrote the ${format} report to ${destination.path}`);
    } else {
      const stream = host[destination.to];
      stream.write(endLine(renderer.render(report, { ...styleOf(stream, host.env), cwd, verbose })));
    }
  }
  return isShown;
}

function writeFile(asGiven: string, path: string, text: string): void {
  try {
    writeFileSync(path, endLine(text));
  } catch (error) {
    throw errors.failedOutput(asGiven, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
