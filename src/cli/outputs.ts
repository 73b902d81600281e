import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { errors } from './errors.js';
import type { FormatRequest, ReportOptions } from './invocation.js';
import { nearest } from './near.js';

/** The format for people, and the one that is made when none is asked for. */
export const TERMINAL = 'terminal';

/** The format for a scraper of metrics. */
export const METRICS = 'prometheus';

const HTML = 'html';
/** A page is of no use on a terminal, so it gets a file where none was named. */
const HTML_PATH = 'loopcheck-report.html';

/** Where one report goes. */
export type Destination =
  | { readonly to: 'stderr' }
  | { readonly to: 'stdout' }
  | { readonly to: 'file'; readonly path: string };

/** One report to make. */
export interface Output {
  readonly format: string;
  readonly destination: Destination;
}

/**
 * Gives each requested format its destination. `--output` is for the one that is not for the terminal, or for the
 * terminal's where there is no other. `--open` asks for a page too, which goes to `pagePath` where nobody named a file.
 * Throws a `CliError` where that is not clear.
 */
export function planOutputs(
  options: Pick<ReportOptions, 'formats' | 'output'> & Partial<Pick<ReportOptions, 'open' | 'metricsFile'>>,
  pagePath = HTML_PATH,
): readonly Output[] {
  const asked = options.formats.length > 0 ? options.formats : [{ name: TERMINAL, path: null }];
  const addsPage = options.open === true && !asked.some(({ name }) => name === HTML);
  // --output is for what was asked for by name, if that has no file yet.
  const takesOutput = asked.some(({ name, path }) => name !== TERMINAL && path === null);
  const requests = addsPage ? [...asked, { name: HTML, path: takesOutput ? pagePath : null }] : asked;
  const picked = options.output === null ? null : pickForOutput(requests, options.output);
  const outputs: Output[] = requests.map((request) => ({
    format: request.name,
    destination: destinationOf(
      request === picked ? options.output : (request.path ?? (request.name === HTML ? pagePath : null)),
    ),
  }));
  // On top of the others: it never takes the place of the report for people.
  const { metricsFile = null } = options;
  if (metricsFile !== null) outputs.push({ format: METRICS, destination: destinationOf(metricsFile) });
  checkTwice(outputs);
  return outputs;
}

function pickForOutput(requests: readonly FormatRequest[], output: string): FormatRequest {
  const open = requests.filter((request) => request.path === null);
  const machine = open.filter((request) => request.name !== TERMINAL);
  if (machine.length > 1) throw errors.outputForMany(machine.map((request) => request.name));
  const picked = machine[0] ?? open[0];
  if (picked === undefined) throw errors.outputForNone(output);
  return picked;
}

function destinationOf(path: string | null): Destination {
  if (path === null) return { to: 'stderr' };
  return path === '-' ? { to: 'stdout' } : { to: 'file', path };
}

/** Whether a page is to be made. */
export function asksPage(outputs: readonly Output[]): boolean {
  return outputs.some(({ format }) => format === HTML);
}

/** The file of the page among the outputs, as the user gave it; null where there is none. */
export function pageIn(outputs: readonly Output[]): string | null {
  const page = outputs.find(({ format, destination }) => format === HTML && destination.to === 'file');
  return page?.destination.to === 'file' ? page.destination.path : null;
}

function checkTwice(outputs: readonly Output[]): void {
  const seen = new Set<string>();
  for (const { destination } of outputs) {
    // On stderr they stand among other words anyway.
    if (destination.to === 'stderr') continue;
    const name = destination.to === 'file' ? destination.path : 'stdout';
    const place = destination.to === 'file' ? resolve(name) : '';
    if (seen.has(place)) throw errors.sameOutput(name);
    seen.add(place);
  }
}

/** Throws a `CliError` for a format that is not among `known`. */
export function checkFormats(outputs: readonly Output[], known: readonly string[]): void {
  for (const { format } of outputs) {
    if (!known.includes(format)) throw errors.unknownFormat(format, nearest(format, known), known);
  }
}

/** Tries each file, so that an unwritable one is told before the target starts. Leaves nothing behind. */
export function checkWritable(outputs: readonly Output[], cwd: string): void {
  for (const { destination } of outputs) {
    if (destination.to === 'file') tryFile(destination.path, resolve(cwd, destination.path));
  }
}

function tryFile(asGiven: string, path: string): void {
  const isNew = !existsSync(path);
  // A pipe that nobody reads yet would block.
  if (!isNew && statSync(path).isFIFO()) return;
  try {
    closeSync(openSync(path, 'a'));
    if (isNew) rmSync(path);
  } catch (error) {
    throw errors.unwritableOutput(asGiven, (error as NodeJS.ErrnoException).code ?? 'unknown error');
  }
}
