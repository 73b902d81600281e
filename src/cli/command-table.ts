import type { Argument, Command, Option } from 'commander';
import { buildProgram } from './command-line.js';

/** One option as help shows it. */
export interface OptionRow {
  /** `--format`. */
  readonly long: string;
  /** `-h`; null where there is none. */
  readonly short: string | null;
  /** `<name>`; null for one without a value. */
  readonly value: string | null;
  /** What it does, in one line. */
  readonly text: string;
}

/** One command with its own options. */
export interface CommandRow {
  /** What comes behind `loopcheck`: nothing for a run, `['baseline', 'save']` for a nested one. */
  readonly words: readonly string[];
  /** `<before> <after>`, as the usage line has them. */
  readonly operands: readonly string[];
  readonly text: string;
  readonly options: readonly OptionRow[];
}

/** Every command, that of a run first: what completion, the manual page and their tests are made from. */
export function commandTable(): readonly CommandRow[] {
  return rowsOf(
    buildProgram(
      {},
      () => {},
      () => {},
    ),
    [],
  );
}

function rowsOf(command: Command, words: readonly string[]): CommandRow[] {
  const help = command.createHelp();
  const own: CommandRow = {
    words,
    operands: command.registeredArguments.map(operandText),
    text: command.description(),
    options: help.visibleOptions(command).map(optionRow),
  };
  return [own, ...help.visibleCommands(command).flatMap((inner) => rowsOf(inner, [...words, inner.name()]))];
}

function optionRow({ long, short, flags, description }: Option): OptionRow {
  const [value = null] = /<[^>]+>/.exec(flags) ?? [];
  return { long: long ?? '', short: short ?? null, value, text: description };
}

function operandText(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}
