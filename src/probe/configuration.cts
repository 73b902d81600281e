/**
 * The configuration file, for a probe that the program arms itself: only what can be read at once, which is JSON. What
 * the command line alone takes is passed over; what is wrong is told in the trace.
 */
import fs = require('node:fs');
import os = require('node:os');
import path = require('node:path');

/** As the command line looks for them, in each folder from the current one upwards. */
const SEARCH_PLACES = [
  'loopcheck.config.json',
  'loopcheck.config.js',
  'loopcheck.config.mjs',
  'loopcheck.config.ts',
  '.loopcheckrc',
  '.loopcheckrc.json',
  'package.json',
];
/** Files that extend each other deeper than that are not meant to be read. */
const MAX_EXTENDS = 8;

/** Keys of `register`: the flight recorder's own. */
const OWN_KEYS = [
  'dir',
  'maxDisk',
  'snapshotSignal',
  'snapshotFile',
  'metricsPort',
  'metricsHost',
  'metricsFile',
  'otlp',
] as const;
/** Keys at the top that it shares with the command line. */
const SHARED_KEYS = ['threshold', 'redact'] as const;

type Key = (typeof OWN_KEYS)[number] | (typeof SHARED_KEYS)[number];

/** A value as it stands in a file. */
interface Found {
  readonly value: unknown;
  /** For people: `register.maxDisk in /srv/loopcheck.config.json`. */
  readonly place: string;
  /** Where its paths begin. */
  readonly folder: string;
}

interface Configuration {
  readonly values: ReadonlyMap<Key, Found>;
  /** What could not be used, a sentence each. */
  readonly notes: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The nearest file that holds a configuration; null where there is none. */
function findFile(cwd: string): string | null {
  const home = os.homedir();
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    for (const name of SEARCH_PLACES) {
      const file = path.join(folder, name);
      if (fs.existsSync(file) && (name !== 'package.json' || isOurs(file))) return file;
    }
    if (folder === home || folder === path.dirname(folder)) return null;
  }
}

/** A package.json that names us as a dependency only is none of ours. */
function isOurs(file: string): boolean {
  try {
    const text = fs.readFileSync(file, 'utf8');
    return text.includes('"loopcheck"') && isObject((JSON.parse(text) as Fields)['loopcheck']);
  } catch {
    return false;
  }
}

/** What a file holds. Throws an error whose message says what is wrong with it. */
function fieldsOf(file: string): Fields {
  if (/\.[cm]?[jt]s$/.test(file)) {
    throw new Error('it reads JSON alone, since it begins before anything can be imported');
  }
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error((error as NodeJS.ErrnoException).code ?? 'it is no JSON');
  }
  if (path.basename(file) === 'package.json' && isObject(value)) value = value['loopcheck'] ?? {};
  if (!isObject(value)) throw new Error('it holds no object');
  return value;
}

function readFile(file: string, values: Map<Key, Found>, notes: string[], depth: number): void {
  let fields: Fields;
  try {
    if (depth > MAX_EXTENDS) throw new Error('too many files extend each other');
    fields = fieldsOf(file);
  } catch (error) {
    notes.push(`The configuration ${file} is not used by loopcheck/register: ${(error as Error).message}.`);
    return;
  }
  const folder = path.dirname(file);
  const parents = [fields['extends'] ?? []].flat().filter((one) => typeof one === 'string');
  for (const parent of parents) readFile(path.resolve(folder, parent), values, notes, depth + 1);
  const keep = (key: Key, value: unknown, name: string) => {
    if (value !== undefined) values.set(key, { value, place: `${name} in ${file}`, folder });
  };
  for (const key of SHARED_KEYS) keep(key, fields[key], key);
  const own = fields['register'] ?? {};
  if (!isObject(own)) {
    notes.push(`register in ${file} is no object; not used.`);
    return;
  }
  for (const key of OWN_KEYS) keep(key, own[key], `register.${key}`);
  const unknown = Object.keys(own).filter((key) => !(OWN_KEYS as readonly string[]).includes(key));
  for (const key of unknown) {
    notes.push(`register in ${file} has an unknown key ${JSON.stringify(key)}: there are ${OWN_KEYS.join(', ')}.`);
  }
}

/** Reads the file that is named, or the nearest one; with `off` none. Never throws. */
function readConfiguration(cwd: string, named: string | undefined): Configuration {
  const values = new Map<Key, Found>();
  const notes: string[] = [];
  const wanted = named?.trim() ?? '';
  if (wanted === 'off') return { values, notes };
  const file = wanted === '' ? findFile(cwd) : path.resolve(cwd, wanted);
  if (file !== null) readFile(file, values, notes, 0);
  return { values, notes };
}

export = { readConfiguration, OWN_KEYS, SEARCH_PLACES };
