import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isPacked, unpackStart } from './packed.js';
import { RUN_FILE, unpackedName } from './version.js';

/** Enough for a launcher's first lines and the first header behind them. */
const LOOK_BYTES = 64 * 1024;

/**
 * The runs whose trace files lie in one folder, oldest first: with a launcher's file, or without any launcher's words,
 * all of them are one run; where one holds a run from its launch on (`--trace name.ndjson`), each is a run of its own.
 */
export async function looseRuns(files: readonly string[]): Promise<readonly (readonly string[])[]> {
  if (files.length < 2 || files.some((file) => unpackedName(basename(file)) === RUN_FILE))
    return files.length === 0 ? [] : [files];
  const heads = await Promise.all(files.map(async (file) => ({ file, head: await headOf(file) })));
  if (!heads.some(({ head }) => isWholeRun(head))) return [files];
  const dated = heads.map(({ file, head }) => ({ file, wallMs: wallMsOf(head) }));
  return dated.sort((a, b) => a.wallMs - b.wallMs).map(({ file }) => [file]);
}

/** A launcher's own file, which lies beside those of the processes, has no header of a process. */
function isWholeRun(head: string): boolean {
  return head.startsWith('{"type":"launch"') && head.includes('\n{"type":"header"');
}

/** When it was begun; 0 where that is not told. */
function wallMsOf(head: string): number {
  return Number(/,"originWallMs":([\d.]+)/.exec(head)?.[1] ?? 0);
}

/** The beginning of a file; '' where it can't be read, which its reader will tell. */
async function headOf(path: string): Promise<string> {
  try {
    // To open a pipe is to wait for whoever writes to it.
    if (!(await stat(path)).isFile()) return '';
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
      const bytes = buffer.subarray(0, bytesRead);
      return (isPacked(bytes) ? unpackStart(bytes) : bytes).toString('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
