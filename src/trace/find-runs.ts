import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceProblem } from './trace.js';
import { RUN_FILE, traceNames, unpackedName } from './version.js';

/** The files of one run among many: a run's folder, or a file that stands for itself. */
export interface FoundRun {
  readonly path: string;
  readonly files: readonly string[];
}

/** What a flight recorder's segment has behind the name that all of its process share. */
const NUMBER = /\.\d{8}(?=\.ndjson$)/;

/**
 * Every run at and below the paths, in order of their names. A folder with a launcher's file is one run, and so are the
 * segments of a flight recorder; other trace files are a run each. A path that cannot be looked into goes to `onProblem`, and the rest goes on.
 */
export async function* findRuns(
  paths: readonly string[],
  onProblem: (problem: TraceProblem) => void,
): AsyncGenerator<FoundRun> {
  for (const run of inRuns(paths)) {
    const { path } = run;
    try {
      if ((await stat(path)).isDirectory()) yield* runsIn(path, onProblem);
      else yield run;
    } catch (error) {
      onProblem({ file: path, message: `${path} cannot be read (${codeOf(error)}).` });
    }
  }
}

async function* runsIn(folder: string, onProblem: (problem: TraceProblem) => void): AsyncGenerator<FoundRun> {
  const entries = await list(folder, onProblem);
  const names = traceNames(entries.filter((one) => !one.isDirectory()).map(({ name }) => name));
  const paths = names.map((name) => join(folder, name)).sort();
  if (names.some((name) => unpackedName(name) === RUN_FILE)) yield { path: folder, files: paths };
  else yield* inRuns(paths);
  const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => join(folder, name));
  for (const path of folders.sort()) yield* runsIn(path, onProblem);
}

/** Each file by itself, the segments of a process together. */
function inRuns(paths: readonly string[]): readonly FoundRun[] {
  const runs: { path: string; files: string[] }[] = [];
  const recorded = new Map<string, string[]>();
  for (const path of paths) {
    const name = unpackedName(path).replace(NUMBER, '');
    const isSegment = name !== unpackedName(path);
    const known = isSegment ? recorded.get(name) : undefined;
    if (known !== undefined) {
      if (!known.includes(path)) known.push(path);
      continue;
    }
    const files = [path];
    if (isSegment) recorded.set(name, files);
    runs.push({ path, files });
  }
  return runs;
}

async function list(folder: string, onProblem: (problem: TraceProblem) => void): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    onProblem({ file: folder, message: `${folder} cannot be read (${codeOf(error)}).` });
    return [];
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
