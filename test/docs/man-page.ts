import { type CommandRow, commandTable, type OptionRow } from '../../src/cli/command-table.js';

/** Text as roff takes it on any machine: no escapes, no requests, ASCII alone. */
function roff(text: string): string {
  const plain = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\x20-\x7e]/gu, (sign) => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`);
  return /^['.]/.test(plain) ? `\\&${plain}` : plain;
}

const bold = (text: string) => `\\fB${roff(text)}\\fR`;
const italic = (text: string) => `\\fI${roff(text)}\\fR`;

function option({ long, short, value, text }: OptionRow): string {
  const names = [short, long].filter((name) => name !== null).map(bold);
  const placeholder = value === null ? '' : ` ${italic(value.replaceAll(/[<>]/g, ''))}`;
  return `.TP\n${names.join(', ')}${placeholder}\n${roff(text)}`;
}

/** `loopcheck diff [options] <before> <after>`. */
function usage({ words, operands, options }: CommandRow): string {
  const rest = [...(options.some(({ long }) => long !== '--help') ? ['[options]'] : []), ...operands];
  return [bold(['loopcheck', ...words].join(' ')), ...rest.map(roff)].join(' ');
}

/** A command with the options that a run has not, or has otherwise; where all are the same, it says so. */
function section(command: CommandRow, run: CommandRow): string {
  const own = command.options.filter(
    ({ long, text }) => long !== '--help' && run.options.every((other) => other.long !== long || other.text !== text),
  );
  const shared = command.options.filter((one) => one.long !== '--help' && !own.includes(one));
  const also = shared.length === 0 ? [] : [`.P\nAs for a run: ${shared.map(({ long }) => bold(long)).join(', ')}.`];
  return [
    `.SS ${roff(command.words.join(' '))}`,
    usage(command),
    '.P',
    roff(sentence(command.text)),
    ...own.map(option),
    ...also,
  ].join('\n');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const EXIT_STATUS: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'The target ended well, and no budget was broken.'],
  ["the target's own", 'The target failed; 128 + n for signal n.'],
  ['1', 'The target ended well, and a budget was broken.'],
  ['2', 'Wrong usage, a broken configuration, or loopcheck itself failed.'],
  ['3', 'No data: the probe was never armed, or saw nothing. A gate never passes on this.'],
];

const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['NODE_OPTIONS', "The target's own options; loopcheck puts its probe in front of them."],
  ['NO_COLOR, FORCE_COLOR', 'Without and with colours, whatever the terminal is.'],
];

const FILES: readonly (readonly [name: string, meaning: string])[] = [
  ['.loopcheck/', 'Traces, a folder for each run.'],
  [
    'loopcheck.config.mjs',
    'Options and budgets; other names and places are found too, from the current folder upwards.',
  ],
];

const EXAMPLES: readonly (readonly [what: string, command: string])[] = [
  ['Run a script; what follows it is its own:', 'loopcheck app.js --port 3000'],
  ['Watch every Node process that a command starts:', 'loopcheck -- npm start'],
  ['Fail when a stall is longer than 100 ms:', 'loopcheck --max-stall 100ms app.js'],
  ['Show the newest run again:', 'loopcheck report'],
];

const list = (rows: readonly (readonly [string, string])[]) =>
  rows.map(([name, meaning]) => `.TP\n${bold(name)}\n${roff(meaning)}`);

/** The manual page, loopcheck(1), as its sources (`groff -man`). */
export function manPage(): string {
  const [run, ...others] = commandTable();
  if (run === undefined) throw new TypeError('There is no command.');
  return `${[
    '.\\" Made by: npm run docs:man',
    '.TH LOOPCHECK 1',
    '.SH NAME',
    'loopcheck \\- find what blocks the Node.js event loop',
    '.SH SYNOPSIS',
    [
      `${bold('loopcheck')} ${roff('[options] <script> [args…]')}`,
      `${bold('loopcheck')} ${roff('[options] -- <command> [args…]')}`,
      ...others.map(usage),
    ].join('\n.br\n'),
    '.SH DESCRIPTION',
    roff(
      'Runs a Node.js program with a monitor inside, and tells when its event loop stood still, for how long, which line did it, why, who waited, and how to fix it.',
    ),
    '.P',
    roff(
      "Options end at the script: everything after it belongs to the target. The target's input, output, signals and exit code are its own; reports go to standard error unless they are sent elsewhere.",
    ),
    '.P',
    roff('Times take ms, s and m; a bare number is in ms.'),
    '.SH OPTIONS',
    ...run.options.map(option),
    '.SH COMMANDS',
    ...others.map((command) => section(command, run)),
    '.SH EXIT STATUS',
    ...list(EXIT_STATUS),
    '.SH ENVIRONMENT',
    ...list(ENVIRONMENT),
    '.SH FILES',
    ...list(FILES),
    '.SH EXAMPLES',
    ...EXAMPLES.map(([what, command]) => `.P\n${roff(what)}\n.P\n.RS\n${bold(command)}\n.RE`),
    '.SH SEE ALSO',
    `${bold('node')}(1)`,
  ].join('\n')}\n`;
}
