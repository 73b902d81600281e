import { basename } from 'node:path';
import { findRun } from '../trace/find.js';
import { RUN_FILE, unpackedName } from '../trace/version.js';

/** Of the trace at `path` the launcher's own file, or the one that all share; where what is found out later belongs. */
export async function runFile(path: string): Promise<string | undefined> {
  const { files } = await findRun(path);
  return files.length === 1 ? files[0] : files.find((file) => unpackedName(basename(file)) === RUN_FILE);
}
