import { stat } from 'node:fs/promises';
import { type FoundRun, findRuns } from '../../trace/find-runs.js';
import type { Skip } from '../records.js';

/** What is to be read, in the order of the paths: runs, and places that could not be looked into. */
export interface FoundRuns {
  readonly items: readonly (FoundRun | Skip)[];
  /** Of all their files. */
  readonly bytes: number;
}

/** Finds all the runs at and below `paths`, and how much there is to read. */
export async function findAll(paths: readonly string[]): Promise<FoundRuns> {
  const items: (FoundRun | Skip)[] = [];
  const given = new Set(paths);
  let bytes = 0;
  const found = findRuns(paths, ({ file, message }) => items.push({ path: file, kind: 'unreadable', message }));
  for await (const run of found) {
    const sizes = await Promise.all(run.files.map(sizeOf));
    const odd = run.files.find((_, index) => sizes[index] === null);
    // Of a pipe that lies in a folder nobody knows when it ends; who names one knows.
    if (odd !== undefined && !given.has(run.path)) {
      items.push({
        path: odd,
        kind: 'unreadable',
        message: `${odd} cannot be read (it is no file but a pipe or a device).`,
      });
      continue;
    }
    items.push(run);
    bytes += sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }
  return { items, bytes };
}

/** Null for a pipe or a device; 0 where it cannot be told: the reader will say why. */
async function sizeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch {
    return 0;
  }
}
