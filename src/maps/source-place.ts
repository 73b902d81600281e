import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the names in a map start from. */
export interface Base {
  /** The map's own folder. */
  readonly folder: string;
  /** Of the package that the generated file belongs to; bundlers name sources relative to it. */
  readonly project: string;
}

/** A source's place: a path where it has one, else a name. */
export interface SourcePlace {
  readonly file: string;
  /** The bundler's own code, or what it made up. */
  readonly isTools: boolean;
}

/** The nearest folder at or above `folder` with a package.json, else `otherwise`. */
export function projectOf(folder: string, otherwise: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) return otherwise;
  }
}

/** `webpack://@scope/name/./src/a.ts?1f2e`: the namespace is the package's name, which may have two parts. */
const BUNDLER = /^(?:webpack|webpack-internal|turbopack|rspack|ng|vite|rollup|parcel):\/\/(?:@[^/]*\/)?[^/]*\/(.*)$/s;
/** What webpack says of modules that are nobody's source. */
const WEBPACK_OWN = /^(?:\.\/)?(?:\(?webpack\)?\/|external |ignored\|)/;

/** Turns the name that a map gives a source into a path, where it can be one. */
export function placeSource(name: string, { folder, project }: Base): SourcePlace {
  if (name.includes('\0')) return { file: name.replaceAll('\0', ''), isTools: true };
  if (/^file:/i.test(name)) return { file: pathOfUrl(name), isTools: false };
  const bundled = BUNDLER.exec(name)?.[1];
  if (bundled !== undefined) return placeBundled(bundled, project);
  if (/^[a-z][a-z\d+.-]+:/i.test(name)) return { file: name, isTools: false };
  return { file: existing(resolve(folder, name)), isTools: false };
}

function placeBundled(resource: string, project: string): SourcePlace {
  if (WEBPACK_OWN.test(resource)) return { file: resource, isTools: true };
  const plain = resource
    .replace(/\?[^?]*$/, '')
    .replace(/^\[project\]\//, '')
    .replace(/^\.\/~\//, './node_modules/');
  if (plain === '') return { file: resource, isTools: true };
  return { file: existing(plain.startsWith('/') ? absolute(plain, project) : resolve(project, plain)), isTools: false };
}

/** `webpack:////home/me/app/src/a.ts` is whole; `webpack:///src/a.ts` is relative in spite of its slash. */
function absolute(path: string, project: string): string {
  return existsSync(path) ? path : join(project, path);
}

/** Names in a map are URLs, but many tools write paths: what is there decides. */
function existing(path: string): string {
  if (existsSync(path)) return path;
  const candidates = [path.replace(/\?[^?]*$/, ''), decoded(path), decoded(path.replace(/\?[^?]*$/, ''))];
  return candidates.find((candidate) => candidate !== path && existsSync(candidate)) ?? path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
