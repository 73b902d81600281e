import { traceSegment } from '@jridgewell/trace-mapping';
import type { LoadedMap } from './load-map.js';

/** How far before a place the head of its function is looked for. Minified modules are seldom longer. */
const MAX_SEARCH_CHARS = 200_000;

/** A script's text with the offsets of its lines. */
export interface Script {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Finds the beginnings of the lines. */
export function toScript(text: string): Script {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { text, lineStarts };
}

/** A line's text, '' where there is none. Lines from 1. */
export function lineOf({ text, lineStarts }: Script, line: number): string {
  const start = lineStarts[line - 1];
  return start === undefined ? '' : text.slice(start, lineStarts[line] ?? text.length).replace(/\r?\n$/, '');
}

/**
 * What a function that runs as `name` is called in its source: the map's word on the place where the script declares that
 * name, looked for backwards from where the function was seen. Null where the map has no word on it, or the same.
 */
export function sourceName(
  loaded: LoadedMap,
  script: Script,
  name: string,
  at: { readonly line: number; readonly column: number },
): string | null {
  const own = /[\w$]+$/.exec(name)?.[0];
  if (own === undefined || loaded.map.names.length === 0) return null;
  const end = (script.lineStarts[at.line - 1] ?? 0) + at.column;
  const start = Math.max(0, end - MAX_SEARCH_CHARS);
  let found: string | null = null;
  for (const match of script.text.slice(start, end + own.length).matchAll(declarationsOf(own))) {
    const offset = start + match.index + match[0].indexOf(own, match[1]?.length ?? 0);
    found = nameAt(loaded, script, offset) ?? found;
  }
  return found === null || found === own ? null : name.slice(0, -own.length) + found;
}

/** `function a(`, `class a`, `a = () =>`, `a = async function`, `a: function`. */
function declarationsOf(name: string): RegExp {
  const own = name.replaceAll('$', '\\$&');
  return new RegExp(
    `(\\bfunction\\s*\\*?\\s*|\\bclass\\s+)${own}(?![\\w$])|(?<![\\w$.])${own}\\s*[=:]\\s*(?:async\\b\\s*)?(?:function\\b|class\\b|\\(|[\\w$]+\\s*=>)`,
    'g',
  );
}

function nameAt({ map }: LoadedMap, { lineStarts }: Script, offset: number): string | null {
  const line = lineIndex(lineStarts, offset);
  const column = offset - (lineStarts[line] ?? 0);
  const segment = traceSegment(map, line, column);
  return segment?.length === 5 && segment[0] === column ? (map.names[segment[4]] ?? null) : null;
}

function lineIndex(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
