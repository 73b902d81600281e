import { Chalk } from 'chalk';
import { ascii, visible } from '../text/clean.js';
import { displayWidth } from '../text/width.js';
import { GLUE, keepTogether, type Line, type Span } from '../text/wrap.js';

export type Paint = (text: string) => string;

/** The signs of a report, each one column wide. */
export interface Signs {
  readonly pass: string;
  readonly fail: string;
  readonly warn: string;
  readonly unknown: string;
  readonly rule: string;
  readonly bar: string;
  readonly pointer: string;
  readonly dot: string;
  /** Before an item of a list; `dot` stands between the parts of a line. */
  readonly bullet: string;
  readonly arrow: string;
  readonly calledBy: string;
  readonly ellipsis: string;
  /** Three columns each: before a branch, before the last of them, beside what hangs on an earlier one. */
  readonly tree: readonly [on: string, end: string, through: string];
  /** From low to high. */
  readonly levels: readonly string[];
}

const UNICODE_SIGNS: Signs = {
  pass: '✔',
  fail: '✖',
  warn: '▲',
  unknown: '?',
  rule: '─',
  bar: '│',
  pointer: '▸',
  dot: '·',
  bullet: '·',
  arrow: '→',
  calledBy: '←',
  ellipsis: '…',
  tree: ['├─ ', '└─ ', '│  '],
  levels: [...'▁▂▃▄▅▆▇█'],
};

const ASCII_SIGNS: Signs = {
  pass: '+',
  fail: 'x',
  warn: '!',
  unknown: '?',
  rule: '-',
  bar: '|',
  pointer: '>',
  dot: '|',
  bullet: '*',
  arrow: '->',
  calledBy: '<-',
  ellipsis: '...',
  tree: ['|- ', '`- ', '|  '],
  levels: [...'_.:-=+*#'],
};

/** How this terminal is written on: everything that depends on what it can show. */
export interface Ink {
  /** Columns of the page: as wide as the terminal, up to what is pleasant to read. */
  readonly page: number;
  readonly sign: Signs;
  /** Nothing is left out for its length. */
  readonly all: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
  readonly italic: Paint;
  readonly heading: Paint;
  readonly mark: Paint;
  /** Foreign text made safe for this terminal, on one line. */
  readonly show: (text: string) => string;
  /** A piece of foreign text. */
  readonly span: (text: string, paint?: Paint) => Span;
  /** Prose with `` `code` `` in it. */
  readonly prose: (text: string, paint?: Paint) => Line;
  /** Wraps a paint so that its text links to `url`. */
  readonly link: (url: string | null, paint: Paint) => Paint;
}

const DEFAULT_COLUMNS = 80;
const FEWEST_COLUMNS = 20;
/** Lines of prose beyond this are hard to follow. */
const MOST_COLUMNS = 100;
/** Code up to this wide stays on one line. */
const UNBROKEN_CODE_COLUMNS = 36;

const ESCAPE = '\u001b';

function osc8(url: string, text: string): string {
  return `${ESCAPE}]8;;${url}${ESCAPE}\\${text}${ESCAPE}]8;;${ESCAPE}\\`;
}

export interface InkOptions {
  readonly columns: number;
  readonly color: boolean;
  readonly unicode: boolean;
  readonly links: boolean;
  readonly verbose?: boolean;
}

/** The columns that a terminal of `columns` is taken for: unknown and absurd widths are put right. */
export function pageColumns(columns: number): number {
  const known = Number.isFinite(columns) && columns > 0 ? Math.floor(columns) : DEFAULT_COLUMNS;
  return Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, known));
}

/** The ink for a terminal with these abilities. */
export function createInk({ columns, color, unicode, links, verbose = false }: InkOptions): Ink {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const show = (text: string): string => (unicode ? visible(text) : ascii(visible(text)));
  const span = (text: string, paint?: Paint): Span =>
    paint === undefined ? { text: show(text) } : { text: show(text), paint };
  const codePaint: Paint = chalk.cyan;
  const code = (text: string): Span => {
    const shown = show(text);
    const unbroken = displayWidth(shown) <= UNBROKEN_CODE_COLUMNS ? shown.replaceAll(' ', GLUE) : shown;
    return color ? { text: unbroken, paint: codePaint } : { text: `\`${unbroken}\`` };
  };
  return {
    page: pageColumns(columns),
    all: verbose,
    sign: unicode ? UNICODE_SIGNS : ASCII_SIGNS,
    bold: chalk.bold,
    dim: chalk.dim,
    red: chalk.red,
    yellow: chalk.yellow,
    green: chalk.green,
    cyan: chalk.cyan,
    italic: chalk.italic,
    heading: chalk.bold,
    mark: chalk.red.bold,
    show,
    span,
    prose: (text, paint) =>
      text.split(/`([^`]+)`/).map((part, index) => {
        if (index % 2 === 1) return code(part);
        const plain = span(part, paint);
        return { ...plain, text: keepTogether(plain.text) };
      }),
    link: (url, paint) => (links && url !== null ? (text) => osc8(url, paint(text)) : paint),
  };
}
