import type { CommandRow } from '../command-table.js';
import { operandsOf, type Values, valuesOf } from './values.js';

/** `it's` → `'it\'s'`, as fish takes it. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

/** `-x` takes no files, `-r` does. */
function offered(values: Values | null): string {
  if (values === null) return '';
  if (values.kind === 'words') return ` -x -a ${quoted(values.words.join(' '))}`;
  return { file: ' -r', command: " -x -a '(__fish_complete_command)'", anything: ' -x' }[values.kind];
}

/** Completion for fish. */
export function fishScript(commands: readonly CommandRow[]): string {
  const [, ...others] = commands;
  const at = (words: readonly string[]) => `-n ${quoted(`__loopcheck_at ${quoted(words.join(' '))}`)}`;
  const lines = commands.flatMap((command) => {
    const inner = others
      .filter(({ words }) => words.slice(0, -1).join(' ') === command.words.join(' '))
      .filter(({ words }) => words.length === command.words.length + 1)
      .map(({ words, text }) => `complete -c loopcheck ${at(command.words)} -a ${words.at(-1)} -d ${quoted(text)}`);
    const options = command.options.map((option) => {
      const short = option.short === null ? '' : ` -s ${option.short.slice(1)}`;
      const values = offered(valuesOf(option, command));
      return `complete -c loopcheck ${at(command.words)}${short} -l ${option.long.slice(2)}${values} -d ${quoted(option.text)}`;
    });
    const operands = command.words.length === 0 ? null : operandsOf(command);
    const own =
      operands?.kind === 'words'
        ? [`complete -c loopcheck ${at(command.words)} -f -a ${quoted(operands.words.join(' '))}`]
        : [];
    return [...inner, ...options, ...own];
  });
  const valued = new Set(
    commands.flatMap(({ options }) => options.flatMap(({ long, value }) => (value === null ? [] : [long]))),
  );
  const names = others.map(({ words }) => quoted(words.join(' '))).join(' ');
  return `# Completion of loopcheck for fish: loopcheck completion fish > ~/.config/fish/completions/loopcheck.fish

# True where the words so far are those of the command: behind a script nothing is ours.
function __loopcheck_at
    set -l command
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if contains -- $word ${[...valued].join(' ')}
            set skip yes
        else if test "$word" = --
            return 1
        else if string match -q -- '-*' $word
            continue
        else if contains -- (string join ' ' $command $word) ${names}
            set -a command $word
        else if test (count $command) -eq 0
            return 1
        end
    end
    test "$command" = "$argv[1]"
end

${lines.join('\n')}
`;
}
