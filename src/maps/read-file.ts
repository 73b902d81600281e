import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { inMiB } from './limits.js';

/** A text, or why there is none: words that go on from "… cannot be used: ". */
export type Reading =
  | { readonly text: string; readonly modifiedMs: number }
  | { readonly text: null; readonly reason: string };

/**
 * Reads a regular file of at most `maxBytes`. Never throws, and never waits as on a pipe. `name` is what the reason calls
 * the file.
 */
export function readRegularFile(file: string, maxBytes: number, name: string): Reading {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { text: null, reason: `${name} is no file` };
    if (stat.size > maxBytes) return { text: null, reason: `${name} is larger than ${inMiB(maxBytes)}` };
    return { text: readFileSync(descriptor, 'utf8'), modifiedMs: stat.mtimeMs };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return { text: null, reason: isMissing ? `${name} is not there` : `${name} cannot be read (${code ?? 'no path'})` };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
