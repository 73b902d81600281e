/** Comments that may name a map; the last one of a file counts, as for Node and the browsers. */
const COMMENT =
  /^[ \t]*(?:\/\/[#@][ \t]*sourceMappingURL=([^\s'"]+)|\/\*[#@][ \t]*sourceMappingURL=([^\s*'"]+)[ \t]*\*\/)[ \t]*$/;
const KEY = 'sourceMappingURL=';
/** A comment like this may still follow it. */
const CLOSING_COMMENT = /^\s*(?:\/\/|\/\*|$)/;

/**
 * The URL of the source map that a script names at its end; null where it names none. A text that merely speaks of such
 * a comment, in a string or in mid-file, announces nothing.
 */
export function announcedMap(script: string): string | null {
  const at = script.lastIndexOf(KEY);
  if (at === -1) return null;
  const start = script.lastIndexOf('\n', at) + 1;
  const next = script.indexOf('\n', at);
  const end = next === -1 ? script.length : next;
  const match = COMMENT.exec(script.slice(lineStart(script, start, at), end).replace(/\r$/, ''));
  if (match === null || !closes(script, end)) return null;
  return match[1] ?? match[2] ?? null;
}

/** Minified code may have the comment on the line of the code itself. */
function lineStart(script: string, start: number, at: number): number {
  const comment = Math.max(script.lastIndexOf('//', at), script.lastIndexOf('/*', at));
  const before = script.slice(Math.max(start, comment - 1), comment);
  return comment >= start && /^(?:[;})\s]?)$/.test(before) ? comment : start;
}

/** Only comments and blank lines follow. */
function closes(script: string, from: number): boolean {
  return script
    .slice(from)
    .split('\n')
    .every((line) => CLOSING_COMMENT.test(line));
}
