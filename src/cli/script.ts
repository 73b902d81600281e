import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { errors } from './errors.js';
import { nearest } from './near.js';
import { nearestCommand } from './near-command.js';

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
  if (found === null) throw isFolder(path) ? errors.folderWithoutEntry(script) : missing(script, path, cwd);
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

function missing(asGiven: string, path: string, cwd: string): Error {
  const { root } = parse(path);
  const near = nearestPath(root, path.slice(root.length).split(sep).filter(Boolean));
  const script = near === null || isAbsolute(asGiven) ? near : relative(cwd, near);
  const meant = [script, nearestCommand(asGiven)].filter((one) => one !== null);
  return errors.missingScript(asGiven, meant.length === 0 ? null : meant.join(', or '));
}

/** The script that was probably meant: each part of its path as it is, else the name in that folder that is nearest. */
function nearestPath(folder: string, [part, ...parts]: readonly string[]): string | null {
  if (part === undefined) return null;
  const names = namesIn(folder);
  if (parts.length === 0) {
    const name = names.includes(part) ? part : (nearest(part, names) ?? sameStem(part, names));
    return name === null ? null : join(folder, name);
  }
  // A folder may be there that cannot be listed, above the one that matters.
  if (isFolder(join(folder, part))) return nearestPath(join(folder, part), parts);
  const near = nearest(
    part,
    names.filter((name) => isFolder(join(folder, name))),
  );
  return near === null ? null : nearestPath(join(folder, near), parts);
}

/** The script with an ending that Node does not try by itself: `app` for app.mjs. */
function sameStem(name: string, names: readonly string[]): string | null {
  return names.find((other) => other.startsWith(`${name}.`)) ?? null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
