import { open } from 'node:fs/promises';
import { isPacked, type Unpacking, unpacking } from './packed.js';

/** No line that loopcheck writes comes near this (a source is the longest); a longer one is no text of ours. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** So much of a file is read at once: more is no faster. */
const CHUNK_BYTES = 512 * 1024;

/** Room before what is read, for the beginning of a line whose end comes with the next read. */
const HEAD_BYTES = 64 * 1024;

const NEWLINE = 10;

/**
 * Takes one line: `bytes` from `start` to `end`, without its newline. They are the reader's own and hold until the call
 * returns; the taker may write into them. `isEnded` is false for a last line that no newline ends.
 */
export type TakeLine = (bytes: Buffer, start: number, end: number, isEnded: boolean) => void;

/**
 * Reads a file, packed by gzip or not, line by line through two buffers, so that a trace of any size needs little memory: one is filled while the
 * other's lines are taken. Of a line longer than `maxLineBytes` only pieces of about that length come out, which nobody can
 * parse. `leaveBuffer` is told when the lines so far are about to leave the buffer, for those who hold on to more than the
 * last one.
 */
export async function readLines(
  file: string,
  take: TakeLine,
  leaveBuffer: (bytes: Buffer) => void = () => {},
  maxLineBytes = MAX_LINE_BYTES,
): Promise<void> {
  const handle = await open(file, 'r');
  let reading: Promise<{ readonly bytesRead: number }> | null = null;
  let packed: Unpacking | null = null;
  try {
    const { size } = await handle.stat();
    // A device or a pipe does not tell its size.
    const chunk = size === 0 ? CHUNK_BYTES : Math.min(CHUNK_BYTES, size + 1);
    let filling = Buffer.allocUnsafe(HEAD_BYTES + chunk);
    const first = await handle.read(filling, HEAD_BYTES, chunk, null);
    const begun = filling.subarray(HEAD_BYTES, HEAD_BYTES + first.bytesRead);
    packed = isPacked(begun) ? unpacking(handle, Buffer.from(begun)) : null;
    const readInto = (buffer: Buffer) =>
      packed === null ? handle.read(buffer, HEAD_BYTES, chunk, null) : packed.read(buffer, HEAD_BYTES, chunk);
    let other = Buffer.allocUnsafe(HEAD_BYTES + chunk);
    let rest: Buffer = filling.subarray(0, 0);
    reading = packed === null ? Promise.resolve(first) : readInto(filling);
    for (;;) {
      const { bytesRead } = await reading;
      reading = null;
      if (bytesRead === 0) break;
      const { bytes, start, from, end } = joined(rest, filling, bytesRead);
      [filling, other] = [other, filling];
      reading = readInto(filling);
      let left = takeWhole(bytes, start, from, end, take);
      if (end - left >= maxLineBytes) {
        take(bytes, left, end, true);
        left = end;
      }
      leaveBuffer(bytes);
      rest = bytes.subarray(left, end);
    }
    if (rest.length > 0) take(rest, 0, rest.length, false);
    leaveBuffer(rest);
  } finally {
    // What is being read lands in a buffer of ours: the file is closed after that.
    await reading?.catch(() => {});
    await packed?.close();
    await handle.close();
  }
}

/** The rest of the lines before, and behind it what was read: in place where there is room, else in a buffer of its own. */
function joined(rest: Buffer, read: Buffer, bytesRead: number) {
  if (rest.length <= HEAD_BYTES) {
    const start = HEAD_BYTES - rest.length;
    rest.copy(read, start);
    return { bytes: read, start, from: HEAD_BYTES, end: HEAD_BYTES + bytesRead };
  }
  const bytes = Buffer.concat([rest, read.subarray(HEAD_BYTES, HEAD_BYTES + bytesRead)]);
  return { bytes, start: 0, from: rest.length, end: bytes.length };
}

/** Hands over the lines that have come to their end. Gives where the rest begins. `from`: where the new bytes begin. */
function takeWhole(buffer: Buffer, first: number, from: number, filled: number, take: TakeLine): number {
  let start = first;
  let end = buffer.indexOf(NEWLINE, from);
  while (end !== -1 && end < filled) {
    take(buffer, start, end, true);
    start = end + 1;
    end = buffer.indexOf(NEWLINE, start);
  }
  return start;
}
