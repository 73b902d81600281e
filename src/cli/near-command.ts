import { commandTable } from './command-table.js';
import { nearest } from './near.js';

/** Words that are commands elsewhere, and options here. */
const OPTIONS: Readonly<Record<string, string>> = { help: '--help', version: '--version' };

/** Fewer letters than this begin too much. */
const BEGINNING = 4;

/**
 * The command line that was probably meant where `word` stands in a script's place and is none: `loopcheck report` for
 * `reprot` or `Report`, `loopcheck doctor-env` for `doctor`. Null where no command is near.
 */
export function nearestCommand(word: string): string | null {
  const names = [...commandTable().flatMap(({ words }) => words.slice(0, 1)), ...Object.keys(OPTIONS)];
  const begun = word.length < BEGINNING ? undefined : names.find((name) => name.startsWith(word.toLowerCase()));
  const name = nearest(word, names) ?? begun;
  return name === undefined ? null : `loopcheck ${OPTIONS[name] ?? name}`;
}
