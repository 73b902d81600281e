import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errors } from './errors.js';

/** The Node that will run the script: our own. */
export interface NodeAbilities {
  /** `v22.18.0` */
  readonly version: string;
  /** `process.features.typescript`: how this Node takes TypeScript, as its options are now. False or missing: not. */
  readonly features: { readonly typescript?: unknown };
}

/** The `tsx` that a project has. */
export interface ProjectTsx {
  /** Absolute path of what `--import` loads. */
  readonly loader: string;
  /** A package.json of the project names it, so it is how the author runs this code. */
  readonly isDeclared: boolean;
}

/** Endings that Node takes where it strips types; of these `.tsx` is more than types. */
const TYPED: readonly string[] = ['.ts', '.mts', '.cts'];
const TYPED_MARKUP = '.tsx';

/** A script that was found. */
export interface FoundScript {
  /** Absolute. */
  readonly path: string;
  /** As the user wrote it. */
  readonly name: string;
}

/**
 * The options of Node with which it runs the script: none for what is no TypeScript.
 *
 * In this order: the project's `tsx` where its package.json names it, since stripping refuses what such a project may
 * use (enums, paths of tsconfig.json, imports without an ending); Node's own stripping, which leaves every position
 * where the author wrote it; any `tsx` that is in reach. Throws a `CliError` that says what to install.
 */
export function typescriptOptions(
  { path, name }: FoundScript,
  node: NodeAbilities,
  findTsx: (folder: string) => ProjectTsx | null = findProjectTsx,
): readonly string[] {
  const ending = extname(path);
  if (!TYPED.includes(ending) && ending !== TYPED_MARKUP) return [];
  const tsx = hasRegister(node.version) ? findTsx(dirname(path)) : null;
  const byTsx = tsx === null ? null : ['--import', pathToFileURL(tsx.loader).href];
  const byNode = ending === TYPED_MARKUP ? null : stripping(node);
  const options = tsx?.isDeclared === true ? byTsx : (byNode ?? byTsx);
  if (options === null) throw errors.needsTypeScript(name, node.version, ending === TYPED_MARKUP);
  return options;
}

/** What makes this Node strip types: nothing where it does by itself; null where it cannot, or was told not to. */
export function stripping({ version, features }: NodeAbilities): readonly string[] | null {
  if (features.typescript !== undefined && features.typescript !== false) return [];
  return knowsStripFlag(version) ? ['--experimental-strip-types'] : null;
}

/** Where stripping is an experiment behind a flag: 22.6 to 22.17, and 23 before 23.6. Later it is there by itself. */
function knowsStripFlag(version: string): boolean {
  const [major, minor] = numbers(version);
  return (major === 22 && minor >= 6 && minor < 18) || (major === 23 && minor < 6);
}

/** `module.register`, which loaders given by `--import` use, is in Node from 20.6 on. */
function hasRegister(version: string): boolean {
  const [major, minor] = numbers(version);
  return major > 20 || (major === 20 && minor >= 6);
}

function numbers(version: string): readonly [major: number, minor: number] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return [major, minor];
}

/** The `tsx` that code in `folder` would get, null where there is none. */
export function findProjectTsx(folder: string): ProjectTsx | null {
  try {
    const loader = createRequire(join(folder, 'loopcheck.js')).resolve('tsx');
    return { loader, isDeclared: isDeclared('tsx', folder) };
  } catch {
    return null;
  }
}

/** Whether a package.json in the folder, or in one above it, names the package. */
function isDeclared(name: string, folder: string): boolean {
  if (dependencies(folder).includes(name)) return true;
  const above = dirname(folder);
  return above !== folder && isDeclared(name, above);
}

function dependencies(folder: string): readonly string[] {
  try {
    const read = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object | undefined>;
    return Object.keys({ ...read['dependencies'], ...read['devDependencies'] });
  } catch {
    return [];
  }
}
