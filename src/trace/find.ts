import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FoundRun } from './find-runs.js';
import { looseRuns } from './loose-runs.js';
import { isNowhere } from './nowhere.js';
import type { TraceProblem } from './trace.js';
import { traceError } from './trace-error.js';
import { RUN_FILE, TRACE_EXTENSION, traceNames, unpackedName } from './version.js';

/** The files that make up one run. */
export interface RunFiles {
  readonly files: readonly string[];
  /** Which of several runs was taken, if there was a choice. */
  readonly problems: readonly TraceProblem[];
}

/**
 * Finds the files of the run at `path`: a file itself, a run's folder (or the launcher's file in it), or a folder with several
 * runs, of which the newest counts.
 * Throws a `TraceError` (`missing`, `empty`, `unreadable`) where there is none.
 */
export async function findRun(path: string): Promise<RunFiles> {
  const isFolder = await statFolder(path);
  // By itself a launcher's file tells nothing of any process.
  if (!isFolder && unpackedName(basename(path)) === RUN_FILE)
    return { files: await traceFiles(dirname(path)), problems: [] };
  if (!isFolder) return { files: [path], problems: [] };
  const runs = await runsOf(path);
  const newest = runs.at(-1);
  if (newest === undefined) throw traceError('empty', path, ` (no ${TRACE_EXTENSION} file in it)`);
  if (runs.length === 1) return { files: newest.files, problems: [] };
  const message = `${path} holds ${runs.length} runs; this is the newest, ${basename(newest.path)}.`;
  return { files: newest.files, problems: [{ file: newest.path, message, kind: 'choice' }] };
}

/** The runs of a folder, oldest first: those of the files in it, else of the folders. */
async function runsOf(path: string): Promise<readonly FoundRun[]> {
  const [own = [], ...others] = await looseRuns(await traceFiles(path));
  if (own.length === 0) return runFolders(path, true);
  if (others.length === 0) return [{ path, files: own }];
  return [own, ...others].map((files) => ({ path: files[0] ?? path, files }));
}

async function statFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw isNowhere(error) ? traceError('missing', path) : traceError('unreadable', path, code);
  }
}

async function traceFiles(folder: string): Promise<string[]> {
  const entries = await list(folder);
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  return traceNames(names)
    .map((name) => join(folder, name))
    .sort();
}

/**
 * The runs at `path`, oldest first, as paths for `findRun`: itself where it is a file or a run's folder, else the files or
 * folders of runs in it; those of a series lie one deeper. Empty where there is none. Throws a `TraceError` where it is missing.
 */
export async function findRuns(path: string): Promise<readonly string[]> {
  if (!(await statFolder(path))) return [path];
  return (await runsOf(path)).map((run) => run.path);
}

/**
 * Folders with trace files, oldest first. A run's name begins with its time, which a copied folder keeps. With `isDeep`
 * also those of a series of runs, which has a folder of its own.
 */
async function runFolders(folder: string, isDeep: boolean): Promise<FoundRun[]> {
  const entries = (await list(folder)).filter((entry) => entry.isDirectory());
  const folders = entries.map((entry) => join(folder, entry.name)).sort();
  const found = await Promise.all(
    folders.map(async (run): Promise<FoundRun[]> => {
      const files = await traceFiles(run);
      if (files.length > 0) return [{ path: run, files }];
      return isDeep ? runFolders(run, false) : [];
    }),
  );
  return found.flat();
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw traceError('unreadable', folder, (error as NodeJS.ErrnoException).code);
  }
}
