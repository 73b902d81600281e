/**
 * A trace is hostile input: names of files and functions may hold escape sequences, line ends, or characters that turn
 * the writing direction. Everything that is not plainly visible is shown as what it is.
 */

// Other, format (bidi controls, zero-width characters, tags), private use, lone surrogates, line and paragraph separators.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Joins emoji: wanted between two of them, suspicious elsewhere. */
const JOINED_EMOJI =
  /\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)+/gu;

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** `text` on one line with every control, invisible or direction-turning character spelled out (`\x1b`, `\u202e`). */
export function visible(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(JOINED_EMOJI)) {
    result += escapeUnsafe(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return result + escapeUnsafe(text.slice(end));
}

const ASCII: ReadonlyMap<string, string> = new Map([
  ['…', '...'],
  ['→', '->'],
  ['←', '<-'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
  ['×', 'x'],
  ['·', '-'],
  ['•', '*'],
  ['≥', '>='],
  ['≤', '<='],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['\u00a0', ' '],
]);

const EMOJI = / ?\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D|\p{Extended_Pictographic})*/gu;
const NOT_ASCII = /[^\n\x20-\x7e]/gu;

/** `text` for a terminal that shows nothing but ASCII: typography is spelled out, emoji go, the rest becomes `?`. */
export function ascii(text: string): string {
  return text.replace(EMOJI, '').replace(NOT_ASCII, (character) => ASCII.get(character) ?? '?');
}
