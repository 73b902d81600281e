import { inflateRawSync } from 'node:zlib';
import type { File } from '@babel/types';
import type { SourceEvent } from '../../trace/events.js';
import { fileOf } from '../../trace/frame-place.js';
import { loadParser, parsePiece, parseText } from './parse.js';

/** Text of a file, or of a part of it. */
export interface SourceText {
  readonly file: string;
  readonly startLine: number;
  readonly whole: boolean;
  readonly lines: readonly string[];
}

/** A parsed text. */
export interface SourceTree {
  readonly text: SourceText;
  readonly tree: File;
}

/** The texts that a process's trace holds, parsed when they are asked for. */
export interface SourceBook {
  /** The text that holds a line, null where the trace has none. */
  textAt(file: string, line: number): SourceText | null;
  /** The same, parsed; null where it can't be parsed. */
  treeAt(file: string, line: number): SourceTree | null;
  readonly texts: readonly SourceText[];
}

/** A book without any text, for where reading the sources failed. */
export const NO_SOURCES: SourceBook = { texts: [], textAt: () => null, treeAt: () => null };

function textOf(event: SourceEvent): SourceText | null {
  try {
    const text =
      event.encoding === 'deflate' ? inflateRawSync(Buffer.from(event.text, 'base64')).toString('utf8') : event.text;
    const lines = text.split(/\r?\n/);
    return { file: fileOf(event.url), startLine: event.startLine, whole: event.whole, lines };
  } catch {
    return null;
  }
}

/** Opens the sources of a process. The parser is loaded only if there are any. */
export async function openSources(events: readonly SourceEvent[]): Promise<SourceBook> {
  const texts = events.map(textOf).filter((text) => text !== null);
  const parse = texts.length > 0 ? await loadParser() : null;
  const trees = new Map<SourceText, SourceTree | null>();

  const textAt = (file: string, line: number): SourceText | null =>
    texts.find(
      (text) => text.file === file && line >= text.startLine && line < text.startLine + Math.max(1, text.lines.length),
    ) ?? null;

  return {
    texts,
    textAt,
    treeAt(file, line) {
      const text = textAt(file, line);
      if (text === null || parse === null) return null;
      const known = trees.get(text);
      if (known !== undefined) return known;
      const read = text.whole ? parseText : parsePiece;
      const tree = read(parse, text.lines.join('\n'), file, text.startLine);
      const result = tree === null ? null : { text, tree };
      trees.set(text, result);
      return result;
    },
  };
}
