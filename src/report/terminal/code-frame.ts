import type { Location } from '../../analyze/diagnosis.js';
import { clipEnd, displayWidth, takeColumns, takeLastColumns } from '../text/width.js';
import { type Line, paintLine, type Span } from '../text/wrap.js';
import type { Ink } from './ink.js';

export interface Source {
  readonly startLine: number;
  readonly lines: readonly string[];
}

const LINES_BEFORE = 2;
const LINES_AFTER = 2;
const TAB = '  ';
/** `▸ ` before the number and ` │ ` after it. */
const GUTTER_COLUMNS = 5;

interface FrameLine {
  readonly number: number;
  readonly text: string;
}

/** The indentation that all lines share; blank lines don't count. */
function commonIndent(lines: readonly FrameLine[]): number {
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  return indents.length === 0 ? 0 : Math.min(...indents);
}

/** The lines around `line`, without blank ones at either end. */
function around(source: Source, line: number): readonly FrameLine[] {
  const lines: FrameLine[] = [];
  for (let number = line - LINES_BEFORE; number <= line + LINES_AFTER; number += 1) {
    const text = source.lines[number - source.startLine];
    if (text !== undefined) lines.push({ number, text: text.trimEnd() });
  }
  const blank = ({ number, text }: FrameLine): boolean => text.trim() === '' && number !== line;
  while (lines[0] !== undefined && blank(lines[0])) lines.shift();
  for (let last = lines.at(-1); last !== undefined && blank(last); last = lines.at(-1)) lines.pop();
  return lines;
}

/** The name that begins at `index`, with what it is a member of: `fs.readFileSync`. */
function tokenAt(text: string, index: number): string {
  return /^[\w$.]*/.exec(text.slice(index))?.[0] ?? '';
}

/** The marked line: the name at the place stands out. */
function markedCode(ink: Ink, text: string, index: number): Line {
  const token = tokenAt(text, index);
  const parts: Span[] = [
    { text: text.slice(0, index), paint: ink.bold },
    { text: token, paint: ink.mark },
    { text: text.slice(index + token.length), paint: ink.bold },
  ];
  return parts;
}

/** Cuts spans to `columns`. */
function clipLine(line: Line, columns: number, ellipsis: string): Line {
  const total = line.reduce((sum, { text }) => sum + displayWidth(text), 0);
  if (total <= columns) return line;
  const clipped: Span[] = [];
  let room = columns;
  for (const span of line) {
    if (displayWidth(span.text) >= room) {
      clipped.push({ ...span, text: takeColumns(span.text, Math.max(0, room - ellipsis.length)) + ellipsis });
      break;
    }
    clipped.push(span);
    room -= displayWidth(span.text);
  }
  return clipped;
}

/** Where a line that is too long begins to be shown, so that the place lies in the middle; 0 where all before it fits. */
function skipped(before: string, whole: string, room: number): number {
  const fits = displayWidth(whole) <= room || displayWidth(before) <= room / 2;
  return fits ? 0 : before.length - takeLastColumns(before, Math.floor(room / 2) - 1).length;
}

/** The marked line's code: from near the place on if it is too long to show whole. */
function targetCode(ink: Ink, text: string, column: number, room: number): Line {
  const before = shown(ink, text.slice(0, Math.max(0, column)));
  const whole = before + shown(ink, text.slice(Math.max(0, column)));
  const skip = skipped(before, whole, room);
  const code = markedCode(ink, whole.slice(skip), before.length - skip);
  return clipLine(skip > 0 ? [{ text: ink.sign.ellipsis, paint: ink.dim }, ...code] : code, room, ink.sign.ellipsis);
}

function shown(ink: Ink, text: string): string {
  return ink.show(text.replaceAll('\t', TAB));
}

/**
 * The lines around a place with that place marked, at most five; `indent` columns in. Tabs become two spaces, shared
 * indentation goes, and a line that is far too long (minified code) is shown around the place. Empty when the source has
 * no such line.
 */
export function codeFrame(ink: Ink, source: Source | undefined, location: Location, indent: number): readonly string[] {
  const lines = source === undefined ? [] : around(source, location.line);
  if (!lines.some(({ number }) => number === location.line)) return [];
  const shared = commonIndent(lines);
  const digits = String(lines.at(-1)?.number ?? 0).length;
  const room = ink.page - indent - digits - GUTTER_COLUMNS;
  return lines.map(({ number, text }) => {
    const marked = number === location.line;
    const gutter: Line = [
      { text: ' '.repeat(indent) },
      { text: marked ? `${ink.sign.pointer} ` : '  ', paint: ink.mark },
      { text: `${String(number).padStart(digits)} ${ink.sign.bar} `, paint: ink.dim },
    ];
    const own = text.slice(shared);
    const code: Line = marked
      ? targetCode(ink, own, location.column - 1 - shared, room)
      : [{ text: clipEnd(shown(ink, own), room, ink.sign.ellipsis), paint: ink.dim }];
    return paintLine([...gutter, ...code]).trimEnd();
  });
}
