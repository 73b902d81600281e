import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { errors } from './errors.js';
import { nearest } from './near.js';

/** Node's own name for a script on stdin. */
const STDIN = '-';

/**
 * Finds the script as Node will, before it is started: its absolute path, or null where it comes from stdin. Throws a
 * `CliError` that says what is wrong.
 */
export function findScript(script: string, cwd: string): string | null {
  if (script === '') throw errors.noTarget();
  if (script === STDIN) return null;
  const path = resolve(cwd, script);
  const found = resolveAsNode(path);
  if (found === null) throw isFolder(path) ? errors.folderWithoutEntry(script) : missing(script, path);
  try {
    accessSync(found, constants.R_OK);
    return found;
  } catch (error) {
    throw errors.unreadableScript(script, (error as NodeJS.ErrnoException).code ?? 'unknown error');
  }
}

/** `node app` also takes app.js, app.json, or app/ with an entry: the rules of `require`. */
function resolveAsNode(path: string): string | null {
  if (statOrNull(path)?.isFile()) return path;
  try {
    return createRequire(join(dirname(path), 'loopcheck.js')).resolve(path);
  } catch {
    return isSpecial(path) ? path : null;
  }
}

function isFolder(path: string): boolean {
  return statOrNull(path)?.isDirectory() === true;
}

/** Pipes and devices: `loopcheck /dev/stdin`, `loopcheck <(make-script)`. */
function isSpecial(path: string): boolean {
  return statOrNull(path)?.isDirectory() === false;
}

function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function missing(script: string, path: string): Error {
  const near = nearest(basename(path), neighbours(path)) ?? sameStem(path);
  return errors.missingScript(script, near === null ? null : join(dirname(script), near));
}

/** The script with an ending that Node does not try by itself: `app` for app.mjs. */
function sameStem(path: string): string | null {
  const stem = `${basename(path)}.`;
  return neighbours(path).find((name) => name.startsWith(stem)) ?? null;
}

function neighbours(path: string): string[] {
  try {
    return readdirSync(dirname(path));
  } catch {
    return [];
  }
}
