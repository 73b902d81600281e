import { createInk, type Ink } from '../../report/terminal/ink.js';
import { displayWidth } from '../../report/text/width.js';
import { paintLine, wrap } from '../../report/text/wrap.js';
import type { Style } from '../style.js';
import type { Effect, Remark } from './remark.js';

const FORMAT = 'loopcheck-environment';
const VERSION = 1;
/** The sign and the space behind it. */
const SIGN_COLUMNS = 2;
/** Between columns. */
const GAP = '  ';
/** A longer value does not widen its column: what it means begins below. */
const MOST_VALUE_COLUMNS = 24;

/** False where a run would be impossible. */
export function canRun(remarks: readonly Remark[]): boolean {
  return remarks.every(({ effect }) => effect !== 'stops');
}

/** The remarks for programs. */
export function environmentJson(remarks: readonly Remark[]): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, canRun: canRun(remarks), remarks }, null, 2)}\n`;
}

/** The remarks for people: a line each, and one that sums them up. */
export function environmentText(remarks: readonly Remark[], style: Style): string {
  const ink = createInk(style);
  const whatColumns = Math.max(...remarks.map(({ what }) => displayWidth(what)));
  const valueColumns = Math.max(
    ...remarks.map(({ value }) => displayWidth(value ?? '')).filter((columns) => columns <= MOST_VALUE_COLUMNS),
    0,
  );
  const lines = remarks.flatMap((remark) => rows(remark, ink, whatColumns, valueColumns));
  return `${[...lines, '', summary(remarks, ink)].join('\n')}\n`;
}

/** One column, so that the rest stands in line; told apart without colours too. */
function sign(effect: Effect, ink: Ink): string {
  switch (effect) {
    case 'helps':
      return ink.green(ink.sign.pass);
    case 'hinders':
      return ink.yellow(ink.sign.warn);
    case 'stops':
      return ink.red(ink.sign.fail);
    case 'neutral':
      return ' ';
  }
}

function rows({ what, value, effect, meaning }: Remark, ink: Ink, whatColumns: number, valueColumns: number): string[] {
  const shown = ink.show(value ?? 'not known');
  const head = `${ink.bold(what)}${' '.repeat(whatColumns - displayWidth(what))}${GAP}`;
  const deep = ' '.repeat(SIGN_COLUMNS + whatColumns + GAP.length + valueColumns + GAP.length);
  const text = wrap(ink.prose(meaning), ink.page - deep.length).map(paintLine);
  const mark = sign(effect, ink);
  if (displayWidth(shown) > valueColumns) return [`${mark} ${head}${shown}`, ...text.map((line) => `${deep}${line}`)];
  const [first = '', ...rest] = text;
  return [
    `${mark} ${head}${shown}${' '.repeat(valueColumns - displayWidth(shown))}${GAP}${first}`,
    ...rest.map((line) => `${deep}${line}`),
  ];
}

function summary(remarks: readonly Remark[], ink: Ink): string {
  const hindering = remarks.filter(({ effect }) => effect === 'hinders').length;
  if (!canRun(remarks)) return ink.red(`loopcheck cannot run here: see ${ink.sign.fail} above.`);
  if (hindering === 0) return ink.green('loopcheck can run here, and nothing gets in its way.');
  return ink.yellow(
    `loopcheck can run here; ${hindering === 1 ? 'one thing gets' : `${hindering} things get`} in its way: see ${ink.sign.warn} above.`,
  );
}
