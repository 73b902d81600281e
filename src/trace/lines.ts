import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** No line that loopcheck writes comes near this (a source is the longest); a longer one is no text of ours. */
export const MAX_LINE_CHARS = 64 * 1024 * 1024;

/** A line as it stands in the file. */
export interface Line {
  readonly text: string;
  /** False for a last line that no newline ends. */
  readonly ended: boolean;
}

/**
 * Reads a file as batches of lines, one a chunk, so that a trace of any size needs little memory. Of a line longer
 * than `maxLineChars` only pieces of that length come out, which nobody can parse.
 */
export async function* readLines(file: string, maxLineChars = MAX_LINE_CHARS): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of createReadStream(file)) {
    const pieces = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = pieces.pop() ?? '';
    const lines = pieces.map((text) => ({ text, ended: true }));
    if (rest.length > maxLineChars) {
      lines.push({ text: rest, ended: true });
      rest = '';
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.end();
  if (rest !== '') yield [{ text: rest, ended: false }];
}
