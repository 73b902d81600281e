import { isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from '../../analyze/diagnosis.js';

/** The path as a reader would type it: relative inside `cwd`, whole outside. */
export function displayPath(file: string, cwd: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}

/** `src/app.js:12:3`. */
export function displayPlace(location: Location, cwd: string): string {
  return `${displayPath(location.file, cwd)}:${location.line}:${location.column}`;
}

/** The file's URL for a link; null for names that are no path. */
export function fileUrl(file: string): string | null {
  return isAbsolute(file) ? pathToFileURL(file).href : null;
}

const PLAIN_ARGUMENT = /^[\w@%+=:,./\\-]+$/;

/** An argument as one types it in a shell. */
export function shellQuote(argument: string): string {
  return PLAIN_ARGUMENT.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
