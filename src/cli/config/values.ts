import { errors } from '../errors.js';
import { parseCount, parseShare, parseTime, type TimeRange } from '../units.js';

/** Where a value stands: what errors name. */
export interface At {
  /** The file as a person would write it. */
  readonly file: string;
  /** `budgets.running.maxStallMs`; '' for the whole file. */
  readonly key: string;
}

export function within(at: At, key: string | number): At {
  // A key may hold anything; what would not be seen is spelled out.
  const name = typeof key === 'string' && !/^[\w$-]+$/.test(key) ? JSON.stringify(key) : key;
  const step = typeof name === 'number' ? `[${name}]` : at.key === '' ? name : `.${name}`;
  return { ...at, key: `${at.key}${step}` };
}

function placeOf({ file, key }: At): string {
  return key === '' ? `The configuration ${file}` : `${key} in ${file}`;
}

/** At most so much of a wrong value is shown. */
const SHOWN_LENGTH = 60;

function shown(value: unknown): string {
  const text =
    typeof value === 'number' || value === undefined ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

/** A value that is of another kind than `wanted` says. */
export function wrong(at: At, value: unknown, wanted: string): Error {
  return errors.badConfigValue(placeOf(at), shown(value), wanted);
}

type Fields = Readonly<Record<string, unknown>>;

/** An object with no key besides `known`; a near one is named. */
export function objectOf(
  value: unknown,
  at: At,
  known: readonly string[],
  near: (key: string) => string | null,
): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at, value, 'an object');
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw errors.unknownConfigKey(at.file, within(at, unknown).key, near(unknown), known);
  return value as Fields;
}

export function text(value: unknown, at: At): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(at, value, 'a text');
  return value;
}

/** A pattern, which reports repeat: what would not be seen, or would command a terminal, is refused. */
export function pattern(value: unknown, at: At): string {
  const found = text(value, at);
  if (/[\p{Cc}\p{Cf}]/u.test(found)) throw wrong(at, value, 'a pattern of visible characters');
  return found;
}

export function flag(value: unknown, at: At): boolean {
  if (typeof value !== 'boolean') throw wrong(at, value, 'true or false');
  return value;
}

export function choice<T extends string>(value: unknown, at: At, choices: readonly T[]): T {
  const found = choices.find((one) => one === value);
  if (found === undefined) throw wrong(at, value, `one of ${choices.join(', ')}`);
  return found;
}

/** One text, or a list of them. */
export function texts(value: unknown, at: At): readonly string[] {
  if (!Array.isArray(value)) return [text(value, at)];
  return value.map((one, index) => text(one, within(at, index)));
}

function amount(value: unknown, at: At, wanted: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw wrong(at, value, wanted);
  return String(value);
}

/** As in flags: `'250ms'`, `'1.5s'`; a number is ms. */
export function timeMs(value: unknown, at: At, range: TimeRange): number {
  return parseTime(placeOf(at), amount(value, at, 'a time such as 50 (ms), "250ms", "1.5s" or "2m"'), range);
}

export function count(value: unknown, at: At): number {
  return parseCount(placeOf(at), amount(value, at, 'a whole number, 0 or more'));
}

export function positive(value: unknown, at: At): number {
  const found = count(value, at);
  if (found === 0) throw wrong(at, value, 'a whole number, 1 or more');
  return found;
}

export function share(value: unknown, at: At): number {
  return parseShare(placeOf(at), amount(value, at, 'a share from 0 to 1'));
}
