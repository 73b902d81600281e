import type { Location } from '../../analyze/diagnosis.js';

/** Readers of saved JSON, which anybody may have made: each gives a value of its type, or throws a TypeError. */

export type Fields = Readonly<Record<string, unknown>>;

/** Reads one value; `path` names it in complaints: `culprits[2].location`. */
export type Read<T> = (value: unknown, path: string) => T;

function fail(path: string, wants: string): never {
  throw new TypeError(`its ${path} is not ${wants}`);
}

export const fields: Read<Fields> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : fail(path, 'an object');
export const text: Read<string> = (value, path) => (typeof value === 'string' ? value : fail(path, 'a text'));
/** A name of ours: it is printed as it stands. */
export const word: Read<string> = (value, path) =>
  typeof value === 'string' && /^[\w.-]{1,40}$/.test(value) ? value : fail(path, 'a name');
export const truth: Read<boolean> = (value, path) => (typeof value === 'boolean' ? value : fail(path, 'true or false'));
export const figure: Read<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fail(path, 'a number of 0 or more');

/** A moment may lie before the one that is counted from. */
export const moment: Read<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(path, 'a number');

export function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((one, index) => read(one, `${path}[${index}]`)) : fail(path, 'a list');
}

export const location: Read<Location> = (value, path) => {
  const place = fields(value, path);
  return {
    file: text(place['file'], `${path}.file`),
    line: figure(place['line'], `${path}.line`),
    column: figure(place['column'], `${path}.column`),
    function: text(place['function'], `${path}.function`),
  };
};

/** The object of a file that names itself `format`; refused where a newer loopcheck wrote it. */
export function headed(json: unknown, format: string, version: number): Fields {
  const file = typeof json === 'object' && json !== null ? (json as Fields) : {};
  if (file['format'] !== format) throw new TypeError(`it is no ${format}`);
  const written = file['version'];
  if (typeof written === 'number' && written > version)
    throw new TypeError(`a newer loopcheck wrote it (version ${written}; this one reads ${version})`);
  if (written !== version) throw new TypeError('its version is unknown');
  return file;
}
