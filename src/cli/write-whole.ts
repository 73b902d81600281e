import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file whole: into a file beside it, which then takes its place, so that one who reads it meanwhile (a scraper)
 * sees the old text or the new. What is no regular file (a pipe, a device, a link) is written as it is.
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
    throw error;
  }
}
