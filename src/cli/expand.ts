import { existsSync, readdirSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { errors } from './errors.js';

/** Any number of folders, hidden ones too (traces lie in .loopcheck), where it stands for a whole part of the path. */
const ANY_DEPTH = '**';

/**
 * Turns `*`, `?` and `**` into the paths that match, sorted, for shells that do not. What exists under its own name, or
 * has no such sign, stays as it is. Throws a `CliError` where a pattern matches nothing, or a path is empty.
 */
export function expandPaths(paths: readonly string[], cwd: string): readonly string[] {
  return paths.flatMap((path) => {
    if (path === '') throw errors.noPath();
    if (!/[*?]/.test(path) || existsSync(resolve(cwd, path))) return [path];
    const { root } = parse(path);
    const found = matches(resolve(cwd, root), root, path.slice(root.length).split(/[\\/]/).filter(Boolean));
    if (found.length === 0) throw errors.noMatch(path);
    return found.sort();
  });
}

/** Paths under `folder`, which the user calls `shown`, that fit the parts. */
function matches(folder: string, shown: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [shown];
  if (!/[*?]/.test(part))
    return existsSync(join(folder, part)) ? matches(join(folder, part), join(shown, part), rest) : [];
  const deep = part === ANY_DEPTH;
  const here = deep ? matches(folder, shown, rest) : [];
  const pattern = toPattern(part);
  const below = entries(folder)
    .filter(({ name, isFolder }) => (deep ? isFolder : pattern.test(name)) && (isFolder || rest.length === 0))
    .flatMap(({ name }) => matches(join(folder, name), join(shown, name), deep ? parts : rest));
  return [...new Set([...here, ...below])];
}

function entries(folder: string): { name: string; isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((one) => ({ name: one.name, isFolder: one.isDirectory() }));
  } catch {
    return [];
  }
}

/** A name's pattern: signs at its start do not match a dot, as in a shell. */
function toPattern(part: string): RegExp {
  const source = part
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${/^[*?]/.test(part) ? '(?!\\.)' : ''}${source}$`);
}
