import { displayWidth, graphemes, takeColumns } from './width.js';

/**
 * A piece of text and how it is painted. Lines are broken while the text is still plain, so that no escape sequence is
 * ever counted, cut, or left open at the end of a line.
 */
export interface Span {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export type Line = readonly Span[];

/** A space at which no line is broken; shown as a space. Private use, so cleaned text never holds it. */
export const GLUE = '\uE000';

/** A figure stays with its unit: `430 ms`, `63 %`, `7 stalls`. */
const FIGURE_AND_UNIT = /(\d) (?=(?:ms|s|min|h|%|MB|KB|times|stalls?)\b|%)/g;

/** An emoji that ends a sentence stays on its line. */
const BEFORE_EMOJI = / (?=\p{Extended_Pictographic})/gu;

/** Glues figures to their units, and emoji to the word before them. */
export function keepTogether(text: string): string {
  return text.replace(FIGURE_AND_UNIT, `$1${GLUE}`).replace(BEFORE_EMOJI, GLUE);
}

/** Columns of a line. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text.replaceAll(GLUE, ' ')), 0);
}

/** The line as it is written. */
export function paintLine(line: Line): string {
  return line.map(({ text, paint }) => paintText(text.replaceAll(GLUE, ' '), paint)).join('');
}

function paintText(text: string, paint: Span['paint']): string {
  return paint === undefined || text === '' ? text : paint(text);
}

/** Words in order: each a line of its own with no breakable space in it. */
function words(spans: Line): Line[] {
  const result: Span[][] = [[]];
  for (const span of spans) {
    span.text.split(' ').forEach((text, index) => {
      if (index > 0) result.push([]);
      if (text !== '') result.at(-1)?.push({ ...span, text });
    });
  }
  return result.filter((word) => word.length > 0);
}

/** Breaks a word that is wider than a line, wherever it must. */
function breakWord(word: Line, columns: number): Line[] {
  const lines: Span[][] = [[]];
  let room = columns;
  for (const span of word) {
    let rest = span.text;
    while (rest !== '') {
      // A wide character in a single column: better over the edge than for ever in this loop.
      const taken = takeColumns(rest, room) || (room === columns ? (graphemes(rest)[0] ?? rest) : '');
      if (taken !== '') lines.at(-1)?.push({ ...span, text: taken });
      rest = rest.slice(taken.length);
      room -= displayWidth(taken);
      if (rest !== '') {
        lines.push([]);
        room = columns;
      }
    }
  }
  return lines;
}

/** The space between two words is painted where both are painted alike, so that links and underlines are not torn. */
function space(before: Line, after: Line): Span {
  const paint = before.at(-1)?.paint;
  return paint !== undefined && paint === after[0]?.paint ? { text: ' ', paint } : { text: ' ' };
}

function merge(line: Line): Line {
  const merged: Span[] = [];
  for (const span of line) {
    const last = merged.at(-1);
    if (last !== undefined && last.paint === span.paint)
      merged[merged.length - 1] = { ...last, text: last.text + span.text };
    else merged.push(span);
  }
  return merged;
}

/** Fills lines of at most `columns` with the words of `spans`; at least one line. */
export function wrap(spans: Line, columns: number): Line[] {
  const limit = Math.max(1, columns);
  const lines: Line[] = [];
  let line: Line = [];
  for (const word of words(spans)) {
    const joined = line.length === 0 ? word : [...line, space(line, word), ...word];
    if (lineWidth(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line.length > 0) lines.push(line);
    const parts = breakWord(word, limit);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? [];
  }
  return [...lines, line].map(merge);
}
