import type { CommandRow, OptionRow } from '../command-table.js';
import { quoted } from './bash.js';
import { operandsOf, type Values, valuesOf } from './values.js';

/** What stands behind the colon of a specification of `_arguments`. */
function action(values: Values): string {
  if (values.kind === 'words') return `(${values.words.join(' ')})`;
  return { file: '_files', command: '_command_names', anything: ' ' }[values.kind];
}

/** `'--tone[roast or plain]:tone:(roast plain)'`; brackets and colons of the text would end it. */
function specification(option: OptionRow, command: CommandRow): string {
  const text = option.text.replaceAll(/[\\[\]:]/g, '\\$&');
  const values = valuesOf(option, command);
  const value = values === null ? '' : `:${option.long.slice(2)}:${action(values)}`;
  return quoted(`*${option.long}[${text}]${value}`);
}

function argumentsOf(command: CommandRow, rest: readonly string[]): string {
  const lines = [...command.options.map((option) => specification(option, command)), ...rest.map(quoted)];
  return ["_arguments -S -A '-*'", ...lines].join(' \\\n      ');
}

/** Completion for zsh. */
export function zshScript(commands: readonly CommandRow[]): string {
  const [run, ...others] = commands;
  if (run === undefined) return '';
  const below = (words: readonly string[]) =>
    others.filter((one) => one.words.length === words.length + 1 && words.every((word, at) => one.words[at] === word));
  const list = (rows: readonly CommandRow[]) =>
    rows.map(({ words, text }) => `    ${quoted(`${words.at(-1)?.replaceAll(':', '\\:')}:${text}`)}`).join('\n');
  const branch = (command: CommandRow) => {
    const operands = operandsOf(command);
    const inner = below(command.words);
    const rest =
      inner.length > 0
        ? [`1:command:(${inner.map(({ words }) => words.at(-1)).join(' ')})`, '*:: :->nested']
        : operands === null
          ? []
          : [`*:operand:${action(operands)}`];
    return `    ${quoted(command.words.join(' '))})
      ${argumentsOf(command, rest)}
      ${inner.length > 0 ? `[[ $state == nested ]] && _loopcheck_of ${quoted(command.words.join(' '))}" $words[1]"` : ':'}
      ;;`;
  };
  return `#compdef loopcheck
# Completion of loopcheck for zsh. Add to ~/.zshrc, behind compinit: eval "$(loopcheck completion zsh)"

_loopcheck_of() {
  local state
  case $1 in
${others.map(branch).join('\n')}
    *) _files ;;
  esac
}

_loopcheck() {
  local state
  local -a commands
  commands=(
${list(below([]))}
  )
  ${argumentsOf(run, ['1: :->first', '*:: :->rest']).replaceAll('\n      ', '\n    ')}
  case $state in
    first)
      _describe command commands
      _files
      ;;
    rest) _loopcheck_of "$words[1]" ;;
  esac
}

compdef _loopcheck loopcheck
`;
}
