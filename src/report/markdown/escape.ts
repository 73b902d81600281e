import { visible } from '../text/clean.js';
import { clipEnd } from '../text/width.js';

/** Stands between characters of which a service would make a link, a mention or a reference; shows nothing. */
const GAP = '<!-- -->';

/** What Markdown would take for markup, wherever it stands. */
const MARKUP = /[\\`*_{}[\]<>&~$^#!@%]/g;
const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const UNMARKED: ReadonlySet<string> = new Set(['@', '%']);
/** `@user`, `#12`, `!12`, `$12`, `~label`, `%"milestone"`, `&12` are references on GitHub or GitLab. */
const REFERRING: ReadonlySet<string> = new Set(['@', '#', '!', '$', '~', '%', '&']);
const REFERRED = /^[\p{L}\p{N}_"{]/u;

/** What Markdown would take for markup at the start of a line: a list, a rule, a heading's underline. */
const LEADING = /^(\d+(?=[.)])|(?=[-+=]))/;

/**
 * `text` as text, on one line: no markup, no HTML, no link, and nobody is mentioned. Services look for mentions, links
 * and references in what is left after all escapes, so those are broken by an empty comment.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(MARKUP, (character, at: number, whole: string) => {
      const escaped = HTML[character] ?? (UNMARKED.has(character) ? character : `\\${character}`);
      return REFERRING.has(character) && REFERRED.test(whole.slice(at + 1, at + 3)) ? escaped + GAP : escaped;
    })
    .replace(LEADING, '$1\\')
    .replace(/:\/\//g, `:${GAP}//`)
    .replace(/(www|mailto|xmpp)(?=[.:])/gi, `$1${GAP}`)
    .replace(/\bGH-(?=\d)/gi, `$&${GAP}`);
}

/** `text` as code, on one line, in a fence that is longer than any in it. */
export function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || shown.trim() === '' || shown.startsWith(' ') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

const MOST_COLUMNS = 800;

/** A sentence of ours, or its beginning: what stands between backticks is code, the rest is text. */
export function prose(text: string): string {
  const parts = clipEnd(visible(text), MOST_COLUMNS).split('`');
  // A backtick without a partner is one of the text's own.
  const paired = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), parts.slice(-2).join('`')];
  return paired.map((part, index) => (index % 2 === 1 && part !== '' ? code(part) : plain(part))).join('');
}

/** A table of finished cells. A bar would end a cell, in code too, where nothing escapes it for sure: it is shown broken. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '¦')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
