import { open } from 'node:fs/promises';

/** No line that loopcheck writes comes near this (a source is the longest); a longer one is no text of ours. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** So much of a file is read at once: more is no faster. */
const CHUNK_BYTES = 1024 * 1024;

const NEWLINE = 10;

/**
 * Takes one line: `bytes` from `start` to `end`, without its newline. They are the reader's own and hold until the call
 * returns; the taker may write into them. `isEnded` is false for a last line that no newline ends.
 */
export type TakeLine = (bytes: Buffer, start: number, end: number, isEnded: boolean) => void;

/**
 * Reads a file line by line through one buffer, so that a trace of any size needs little memory. Of a line longer than
 * `maxLineBytes` only pieces of that length come out, which nobody can parse. `leaveBuffer` is told when the lines so far
 * are about to leave the buffer, for those who hold on to more than the last one.
 */
export async function readLines(
  file: string,
  take: TakeLine,
  leaveBuffer: (bytes: Buffer) => void = () => {},
  maxLineBytes = MAX_LINE_BYTES,
): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    // A device or a pipe does not tell its size.
    let buffer = Buffer.allocUnsafe(size === 0 ? CHUNK_BYTES : Math.min(CHUNK_BYTES, size + 1));
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, null);
      if (bytesRead === 0) break;
      const rest = takeWhole(buffer, filled, filled + bytesRead, take);
      leaveBuffer(buffer);
      filled += bytesRead - rest;
      buffer.copyWithin(0, rest, rest + filled);
      if (filled < buffer.length) continue;
      if (filled < maxLineBytes) buffer = grown(buffer, maxLineBytes);
      else {
        take(buffer, 0, filled, true);
        filled = 0;
      }
    }
    if (filled > 0) take(buffer, 0, filled, false);
    leaveBuffer(buffer);
  } finally {
    await handle.close();
  }
}

/** Hands over the lines that have come to their end. Gives where the rest begins. `from`: where the new bytes begin. */
function takeWhole(buffer: Buffer, from: number, filled: number, take: TakeLine): number {
  let start = 0;
  let end = buffer.indexOf(NEWLINE, from);
  while (end !== -1 && end < filled) {
    take(buffer, start, end, true);
    start = end + 1;
    end = buffer.indexOf(NEWLINE, start);
  }
  return start;
}

function grown(buffer: Buffer, maxBytes: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.min(2 * buffer.length, maxBytes));
  buffer.copy(larger);
  return larger;
}
