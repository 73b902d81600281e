import type { CommandRow } from '../command-table.js';
import { operandsOf, type Values, valuesOf } from './values.js';

/** `it's` → `'it'\''s'`, as bash and zsh take it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** `words roast plain`, `file`: how the functions of the script tell each other what may follow. */
function told(values: Values): string {
  return quoted(values.kind === 'words' ? ['words', ...values.words].join(' ') : values.kind);
}

/** Lines of a `case` that print `text` for each of the keys. */
function branches(rows: readonly (readonly [key: string, text: string])[]): string {
  return rows.map(([key, text]) => `    ${quoted(key)}) echo ${text} ;;`).join('\n');
}

function optionWords({ options }: CommandRow): string {
  return options.flatMap(({ long, short }) => (short === null ? [long] : [short, long])).join(' ');
}

/** Completion for bash, from 3.2 (macOS) on: bash splits words at `=`, so a value may come in several. */
export function bashScript(commands: readonly CommandRow[]): string {
  const name = ({ words }: CommandRow) => words.join(' ');
  const options = commands.map((command) => [name(command), quoted(optionWords(command))] as const);
  const values = commands.flatMap((command) =>
    command.options.flatMap((option) => {
      const found = valuesOf(option, command);
      return found === null ? [] : [[`${name(command)} ${option.long}`, told(found)] as const];
    }),
  );
  const operands = commands
    .filter(({ words }) => words.length > 0)
    .flatMap((command) => {
      const found = operandsOf(command);
      return found === null ? [] : [[name(command), told(found)] as const];
    });
  const inner = commands.map((command) => {
    const own = commands.filter(({ words }) => words.length === command.words.length + 1);
    const below = own.filter(({ words }) => command.words.every((word, index) => words[index] === word));
    return [name(command), quoted(below.map(({ words }) => words.at(-1)).join(' '))] as const;
  });
  return `# Completion of loopcheck for bash. Add to ~/.bashrc: eval "$(loopcheck completion bash)"

# All of these take the words of a command, '' for a run, and print what belongs to it.
_loopcheck_options() {
  case $1 in
${branches(options)}
  esac
}

_loopcheck_commands() {
  case $1 in
${branches(inner.filter(([, list]) => list !== "''"))}
  esac
}

_loopcheck_operands() {
  case $1 in
${branches(operands)}
  esac
}

# What may follow an option, nothing for one without a value: the command's words and the option.
_loopcheck_values() {
  case $1 in
${branches(values)}
  esac
}

_loopcheck_offer() { # what may stand here, the word so far
  local line
  case $1 in
    words\\ *) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "\${1#words }" -- "$2") ;;
    file) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
    command) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -c -- "$2") ;;
  esac
  case $1 in
    file) compopt -o filenames 2>/dev/null ;;
    anything | words*) compopt +o default 2>/dev/null ;;
  esac
  return 0
}

_loopcheck() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command='' expects='' operands=0 index=1 word
  COMPREPLY=()
  while ((index < COMP_CWORD)); do
    word=\${COMP_WORDS[index]}
    ((index += 1))
    if [[ $word == '=' ]]; then
      [[ $expects ]] || expects=file
    elif [[ $expects ]]; then
      expects=''
    elif [[ $word == -- ]]; then
      if ((index == COMP_CWORD)); then _loopcheck_offer command "$cur"; fi
      return 0
    elif [[ $word == -* ]]; then
      expects=$(_loopcheck_values "$command $word")
    elif ((operands == 0)) && [[ " $(_loopcheck_commands "$command") " == *" $word "* ]]; then
      command="\${command:+$command }$word"
    elif [[ $command == '' ]]; then
      return 0 # The script: what follows is its own, and files are offered.
    else
      ((operands += 1))
    fi
  done
  if [[ $cur == '=' ]]; then
    cur=''
    [[ $expects ]] || expects=file
  fi
  if [[ $expects ]]; then
    _loopcheck_offer "$expects" "$cur"
  elif [[ $cur == -* ]]; then
    _loopcheck_offer "words $(_loopcheck_options "$command")" "$cur"
  else
    if ((operands == 0)); then _loopcheck_offer "words $(_loopcheck_commands "$command")" "$cur"; fi
    if [[ $command == '' ]]; then
      _loopcheck_offer file "$cur"
    else
      _loopcheck_offer "$(_loopcheck_operands "$command")" "$cur"
    fi
  fi
}

complete -o default -F _loopcheck loopcheck
`;
}
