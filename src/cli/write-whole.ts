import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Errors that say: this folder takes no new file. The file itself may still be written to. */
const CLOSED_FOLDER: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Writes a file whole: into a file beside it, which then takes its place, so that one who reads it meanwhile (a scraper)
 * sees the old text or the new. What is no regular file (a pipe, a device, a link) is written as it is,
 * and so is a file whose folder takes no new one.
 * Throws as `node:fs` does, and leaves nothing behind.
 */
export function writeWhole(path: string, text: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, there === undefined ? {} : { mode: there.mode & 0o777 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    if (there === undefined || !CLOSED_FOLDER.has((error as NodeJS.ErrnoException).code)) throw error;
    writeFileSync(path, text);
  }
}
