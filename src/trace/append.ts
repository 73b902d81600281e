import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { isPacked } from './packed.js';
import type { LaterEvent } from './run-events.js';
import { readSeal, sealedLine } from './seal.js';

/** Some of a file's first lines are within so many bytes. */
const FIRST_BYTES = 64 * 1024;
const NEWLINE = 10;

/**
 * Adds events to the end of a trace file, in one write, as other processes may still append to it. False where the file
 * can't be written, or is packed; then nothing was added.
 */
export function appendToTrace(file: string, events: readonly LaterEvent[]): boolean {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, constants.O_RDWR | constants.O_APPEND);
    if (isPackedFile(descriptor)) return false;
    const lineOf = bearsChecksums(descriptor) ? sealedLine : plainLine;
    const text = events.map(lineOf).join('');
    writeSync(descriptor, endsInMidLine(descriptor) ? `\n${text}` : text);
    return true;
  } catch {
    return false;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function plainLine(event: object): string {
  return `${JSON.stringify(event)}\n`;
}

function isPackedFile(descriptor: number): boolean {
  const start = Buffer.alloc(2);
  return readSync(descriptor, start, 0, 2, 0) === 2 && isPacked(start);
}

/** A trace of an earlier version bears none: one line with a checksum would make its reader doubt all the others. */
function bearsChecksums(descriptor: number): boolean {
  const bytes = Buffer.alloc(FIRST_BYTES);
  const length = readSync(descriptor, bytes, 0, bytes.length, 0);
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0 && end < length; end = bytes.indexOf(NEWLINE, start)) {
    if (readSeal(bytes, start, end) !== 'none') return true;
    start = end + 1;
  }
  return start === 0;
}

/** Whoever was killed while writing leaves half a line. */
function endsInMidLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}
