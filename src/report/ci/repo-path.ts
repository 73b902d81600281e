import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Location } from '../../analyze/diagnosis.js';
import type { RenderOptions } from '../renderer.js';
import type { Report } from '../report.js';

/** The folder that CI services relate paths to: the repository's, or where loopcheck runs if there is none. */
export function rootOf({ root, cwd }: Pick<RenderOptions, 'root' | 'cwd'>): string {
  return root ?? cwd;
}

/** `src/app.js`: the path from `root` with forward slashes. Null for files outside it, and for names that are no path. */
export function repoPath(file: string, root: string): string | null {
  if (!isAbsolute(file)) return null;
  const path = relative(root, file);
  if (path === '' || isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return null;
  return path.split(sep).join('/');
}

/** `src/app.js:12`, or the file as it is named where it lies outside the repository. */
export function repoPlace({ file, line }: Location, root: string): string {
  return `${repoPath(file, root) ?? file}:${line}`;
}

const NODE = /(?:^|[\\/])node(?:\.exe)?$/;

/** The launched script's path in the repository; null where another command was launched. */
export function scriptPath({ target }: Report, { cwd, root }: Pick<RenderOptions, 'root' | 'cwd'>): string | null {
  const [program, script] = target.command;
  if (program === undefined || script === undefined || !NODE.test(program) || script.startsWith('-')) return null;
  return repoPath(resolve(cwd, script), root ?? cwd);
}
