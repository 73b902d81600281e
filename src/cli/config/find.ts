import { existsSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lilconfig } from 'lilconfig';
import { errors, isCliError } from '../errors.js';
import type { CliProcess } from '../host.js';
import { displayPath } from '../paths.js';
import { stripping } from '../typescript.js';
import { whyUnread } from '../why-unread.js';

/** A configuration as it stands in its file. */
export interface FoundConfig {
  /** Absolute. */
  readonly path: string;
  readonly value: unknown;
}

/** In this order, in each folder from the current one upwards. */
export const SEARCH_PLACES: readonly string[] = [
  'loopcheck.config.json',
  'loopcheck.config.js',
  'loopcheck.config.mjs',
  'loopcheck.config.ts',
  '.loopcheckrc',
  '.loopcheckrc.json',
  'package.json',
];

/** Of a file that is named; one without an ending is JSON. */
const ENDINGS: readonly string[] = ['.json', '.js', '.mjs', '.cjs', '.ts', '.mts'];

type Host = Pick<CliProcess, 'cwd' | 'version' | 'features'>;

/** What lilconfig loads files with; each names its file where that can't be done. */
function loaders({ version, features }: Host, display: (path: string) => string) {
  const named = (load: (path: string, text: string) => unknown) => async (path: string, text: string) => {
    try {
      return await load(path, text);
    } catch (error) {
      throw isCliError(error) ? error : errors.badConfig(display(path), complaintOf(error));
    }
  };
  const load = named(async (path) => {
    const { default: value } = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (value === undefined) throw new TypeError('it exports nothing as its default');
    return value;
  });
  const loadTyped = named((path, text) => {
    if (stripping({ version, features })?.length !== 0) throw errors.untypedConfig(display(path), version);
    return load(path, text);
  });
  const parse = named((path, text): unknown => {
    // A package.json that holds nothing for us is not ours to complain of.
    if (basename(path) === 'package.json' && !text.includes('"loopcheck"')) return {};
    return parseJson(text);
  });
  return { '.mjs': load, '.js': load, '.cjs': load, '.ts': loadTyped, '.mts': loadTyped, '.json': parse, noExt: parse };
}

/** The engine's complaint may quote the text, line breaks and all. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [what = ''] = (error as Error).message.split(', "');
    throw new SyntaxError(`it is no JSON (${what})`);
  }
}

/** What lilconfig itself complains of has no file's name: a folder in a file's place, one that may not be read. */
function asCliError(error: unknown, file: string): Error {
  return isCliError(error) ? error : errors.badConfig(file, whyUnread(error) ?? complaintOf(error));
}

function complaintOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.split('\n');
  return line.replace(/\.$/, '').replace(/\p{Cc}/gu, ' ');
}

/**
 * The configuration in the file `given`, else the nearest one from the current folder upwards; null where there is none.
 * Rejects with a `CliError` where it can't be read.
 */
export async function findConfig(given: string | null, host: Host): Promise<FoundConfig | null> {
  const display = (path: string) => displayPath(path, host.cwd());
  const explorer = lilconfig('loopcheck', {
    searchPlaces: [...SEARCH_PLACES],
    ignoreEmptySearchPlaces: false,
    loaders: loaders(host, display),
  });
  if (given !== null) return load(explorer, resolve(host.cwd(), given), given);
  const found = await explorer.search(host.cwd()).catch((error: unknown) => {
    throw asCliError(error, `found from ${host.cwd()} upwards`);
  });
  if (found?.isEmpty === true) throw errors.badConfig(display(found.filepath), 'it is empty');
  return found === null ? null : { path: found.filepath, value: found.config };
}

/** Loads one file that another, called `from`, extends by `name`. Rejects with a `CliError` where it can't be read. */
export async function loadExtended(name: string, folder: string, from: string, host: Host): Promise<FoundConfig> {
  const path = resolve(folder, name);
  if (!existsSync(path)) throw errors.missingExtended(from, name);
  const display = (file: string) => displayPath(file, host.cwd());
  return load(lilconfig('loopcheck', { loaders: loaders(host, display) }), path, display(path));
}

async function load(explorer: ReturnType<typeof lilconfig>, path: string, asGiven: string): Promise<FoundConfig> {
  if (!existsSync(path)) throw errors.missingConfig(asGiven);
  if (!statSync(path).isFile()) throw errors.badConfig(asGiven, 'it is no file');
  const ending = extname(path);
  if (ending !== '' && !ENDINGS.includes(ending)) throw errors.unknownConfigKind(asGiven, ending, ENDINGS);
  const loaded = await explorer.load(path).catch((error: unknown) => {
    throw asCliError(error, asGiven);
  });
  if (loaded === null || loaded.isEmpty === true) throw errors.badConfig(asGiven, 'it is empty');
  return { path, value: loaded.config };
}
