import { AGGREGATES } from '../../gate/compare/aggregate.js';
import { EXPORT_NAMES } from '../../interop/export/formats.js';
import { CATALOGUE } from '../../report/catalogue.js';
import { diffFormats } from '../../report/diff/formats.js';
import { formats } from '../../report/formats.js';
import { triageFormats } from '../../report/triage/formats.js';
import { DIMENSIONS } from '../../triage/filter.js';
import type { CommandRow, OptionRow } from '../command-table.js';
import { ENVIRONMENT_FORMATS } from '../environment-options.js';
import { BLAMES, TONES } from '../options.js';
import { ORDERS } from '../triage-options.js';

/** The shells that completion is written for. */
export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish'];

/** What may stand at one place of a command line: one of some words, a file, a command, or what only the user knows. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'command' | 'anything' };

const words = (list: readonly string[]): Values => ({ kind: 'words', words: list });

/** Options that take one of a list, whichever command they belong to. */
const OF_OPTION: Readonly<Record<string, Values>> = {
  '--tone': words(TONES),
  '--blame': words(BLAMES),
  '--aggregate': words(AGGREGATES),
  '--as': words(EXPORT_NAMES),
  '--by': words(DIMENSIONS),
  '--where': words(DIMENSIONS.map((dimension) => `${dimension}=`)),
  '--order': words(ORDERS),
  '--on-port': { kind: 'command' },
};

/** `--format` of commands that have formats of their own. */
const FORMATS_OF: Readonly<Record<string, readonly string[]>> = {
  diff: Object.keys(diffFormats),
  triage: Object.keys(triageFormats),
  'doctor-env': ENVIRONMENT_FORMATS,
};

/** Operands that take one of a list. */
const OF_OPERAND: Readonly<Record<string, readonly string[]>> = {
  completion: SHELLS,
  explain: CATALOGUE.map(({ id }) => id),
};

/** A placeholder that stands for a file. */
const FILE = /path|file/;

/** What may follow an option; null for one without a value. */
export function valuesOf({ long, value }: OptionRow, command: CommandRow): Values | null {
  if (value === null) return null;
  if (long === '--format') return words(FORMATS_OF[command.words.join(' ')] ?? Object.keys(formats));
  return OF_OPTION[long] ?? { kind: FILE.test(value) ? 'file' : 'anything' };
}

/** What the operands of a command may be; null where it takes none, or commands alone. */
export function operandsOf({ words: path, operands }: CommandRow): Values | null {
  if (operands.length === 0 || operands[0] === '[command]') return null;
  const list = OF_OPERAND[path.join(' ')];
  return list === undefined ? { kind: 'file' } : words(list);
}
