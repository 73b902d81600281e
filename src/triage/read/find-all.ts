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
  let bytes = 0;
  const found = findRuns(paths, ({ file, message }) => items.push({ path: file, kind: 'unreadable', message }));
  for await (const run of found) {
    items.push(run);
    for (const file of run.files) bytes += await sizeOf(file);
  }
  return { items, bytes };
}

/** 0 where it cannot be told: the reader will say why. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
