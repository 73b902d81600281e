import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AllowList } from '../analyze/silence/silence.js';
import type { RunSummary } from '../gate/compare/run-facts.js';
import { isTraceName } from '../trace/version.js';
import { errors } from './errors.js';
import { diagnoseTrace, type Reading } from './make-report.js';
import type { Parts } from './parts.js';
import { whyUnread } from './why-unread.js';

/** Enough for the beginning of a report, where it says what it is. */
const LOOK_BYTES = 256;

/** Where a run lies. */
export interface RunPlace {
  readonly kind: 'trace' | 'report';
  readonly path: string;
  /** What it is called. */
  readonly name: string;
}

/** Whether `path` is another tool's capture, which is read as a trace; throws where it is one that can't be used. */
async function isCapture(path: string): Promise<boolean> {
  const { readForeign } = await import('../interop/import/read-foreign.js');
  return readForeign(path) !== null;
}

/** Whether the file is a report that was saved as JSON, or anything but a trace in it that calls itself ours. */
function isJson(path: string): boolean {
  if (isTraceName(path)) return false;
  return path.endsWith('.json') || looksLikeReport(path);
}

function looksLikeReport(path: string): boolean {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const start = Buffer.alloc(LOOK_BYTES);
      const length = readSync(descriptor, start);
      return /"loopcheck-(?!trace)/.test(start.toString('utf8', 0, length));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The reader of traces says what is wrong with it.
    return false;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Here too.
    return false;
  }
}

/** JSON files of a folder that is no run and holds none. */
function reportsIn(folder: string): readonly RunPlace[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { kind: 'report', path, name: path };
    });
}

/**
 * The runs that `given` stands for: a trace, a run's folder, a folder of runs, a JSON report, or a folder of such. Throws
 * a `CliError` or a `TraceError` where there is none.
 */
export async function findRunPlaces(given: string, cwd: string): Promise<readonly RunPlace[]> {
  if (given === '') throw errors.noPath();
  const path = resolve(cwd, given);
  if (isFile(path) && isJson(path)) {
    const isReport = looksLikeReport(path) || !(await isCapture(path));
    return [{ kind: isReport ? 'report' : 'trace', path, name: given }];
  }
  const { findRuns } = await import('../trace/find.js');
  const runs = (await findRuns(path)).map((run): RunPlace => ({ kind: 'trace', path: run, name: run }));
  const places = runs.length === 0 ? reportsIn(path) : runs;
  if (places.length === 0 && (await isCapture(path))) return [{ kind: 'trace', path, name: given }];
  if (places.length === 0) throw errors.badReport(given, 'there is no run and no report in it');
  return places;
}

/** What a comparison needs of each run. Throws a `CliError` or a `TraceError` for one that can't be read. */
export async function summarizeRuns(
  places: readonly RunPlace[],
  reading: Reading,
  allow: AllowList | null,
  parts: Parts,
): Promise<readonly RunSummary[]> {
  const summaries: RunSummary[] = [];
  for (const place of places)
    summaries.push(
      place.kind === 'report' ? await summarizeReport(place) : await summarizeTrace(place, reading, allow, parts),
    );
  return summaries;
}

/** Both in one. */
export async function readSummaries(
  given: string,
  cwd: string,
  reading: Reading,
  allow: AllowList | null,
  parts: Parts,
): Promise<readonly RunSummary[]> {
  return summarizeRuns(await findRunPlaces(given, cwd), reading, allow, parts);
}

/** Reads a saved report by `read`, which throws a TypeError with a clause for what is wrong with it. */
export function readReport<T>({ path, name }: RunPlace, read: (json: unknown) => T): T {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof TypeError) throw errors.badReport(name, error.message);
    if (error instanceof SyntaxError) throw errors.badReport(name, 'it is no JSON');
    throw errors.badReport(name, whyUnread(error) ?? String(error));
  }
}

async function summarizeReport(place: RunPlace): Promise<RunSummary> {
  const [{ readSavedReport }, { summarize }] = await Promise.all([
    import('../gate/saved/report.js'),
    import('../gate/compare/run-facts.js'),
  ]);
  return readReport(place, (json) => summarize(readSavedReport(json), place.name));
}

async function summarizeTrace(
  { path, name }: RunPlace,
  reading: Reading,
  allow: AllowList | null,
  parts: Parts,
): Promise<RunSummary> {
  const [read, { diagnose }, { summarize }] = await Promise.all([
    parts.readTrace(),
    parts.analysis(),
    import('../gate/compare/run-facts.js'),
  ]);
  return summarize(await diagnoseTrace(await read(path), reading, diagnose, allow), name);
}
