/** How many columns text takes on a terminal. The text must hold no control characters and no escape sequences. */

let segmenter: Intl.Segmenter | undefined;

/** Made where it is needed: that takes 10 ms. */
function segmentsOf(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * What reports are mostly made of: characters of which none joins another, so that each is one by itself, if need be with
 * the U+FE0F that makes it a picture.
 */
const UNJOINED =
  /^(?:[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u23ff\u2500-\u27bf\u{1f300}-\u{1f3fa}\u{1f400}-\u{1faff}]\uFE0F?)*$/u;
const UNJOINED_EACH = /.\uFE0F?/gsu;

/** Combining marks and what shows nothing: no column of their own. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** Shown as a picture two columns wide, by itself or because U+FE0F asks for it. */
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}{2}|[#*0-9]\uFE0F?\u20E3)/u;
/** Blocks that Unicode's East Asian Width table calls wide or full width. */
const WIDE_RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];
const FIRST_WIDE = 0x1100;

/** The characters as a reader counts them: an emoji of several code points is one. */
export function graphemes(text: string): readonly string[] {
  return UNJOINED.test(text)
    ? (text.match(UNJOINED_EACH) ?? [])
    : Array.from(segmentsOf(text), ({ segment }) => segment);
}

function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code < FIRST_WIDE && grapheme.length === 1) return ZERO_WIDTH.test(grapheme) ? 0 : 1;
  if (EMOJI.test(grapheme)) return 2;
  if (ZERO_WIDTH.test(grapheme)) return 0;
  return WIDE_RANGES.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Columns that `text` takes. */
export function displayWidth(text: string): number {
  if (isPrintableAscii(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/** The longest beginning of `text` that fits into `columns`. */
export function takeColumns(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const grapheme of graphemes(text)) {
    width += graphemeWidth(grapheme);
    if (width > columns) break;
    taken += grapheme;
  }
  return taken;
}

/** The longest end of `text` that fits into `columns`. */
export function takeLastColumns(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const grapheme of [...graphemes(text)].reverse()) {
    width += graphemeWidth(grapheme);
    if (width > columns) break;
    taken = grapheme + taken;
  }
  return taken;
}

/** No character takes more columns. */
const MOST_COLUMNS_OF_ONE = 2;
/** More of a text than this is not looked at for each column that is asked for: to tell its width takes long. */
const LENGTH_PER_COLUMN = 16;

/** Whether `text` needs no cut. What is far too long is not measured. */
function fits(text: string, columns: number): boolean {
  if (text.length * MOST_COLUMNS_OF_ONE <= columns) return true;
  return text.length <= columns * LENGTH_PER_COLUMN && displayWidth(text) <= columns;
}

/** `text` cut to `columns`, with `…` at the end if something is gone. */
export function clipEnd(text: string, columns: number, ellipsis = '…'): string {
  if (fits(text, columns)) return text;
  const start = text.slice(0, columns * LENGTH_PER_COLUMN);
  return takeColumns(start, Math.max(0, columns - ellipsis.length)) + ellipsis.slice(0, columns);
}

/** `text` cut to `columns`, with `…` at the start if something is gone: for paths, whose end matters. */
export function clipStart(text: string, columns: number, ellipsis = '…'): string {
  if (fits(text, columns)) return text;
  const end = text.slice(-Math.max(1, columns * LENGTH_PER_COLUMN));
  return ellipsis.slice(0, columns) + takeLastColumns(end, Math.max(0, columns - ellipsis.length));
}
