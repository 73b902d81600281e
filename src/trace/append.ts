import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { LaterEvent } from './events.js';
import { sealedLine } from './seal.js';

/**
 * Adds events to the end of a trace file, in one write, as other processes may still append to it. False where the file
 * can't be written; then nothing was added.
 */
export function appendToTrace(file: string, events: readonly LaterEvent[]): boolean {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, constants.O_RDWR | constants.O_APPEND);
    const text = events.map(sealedLine).join('');
    writeSync(descriptor, endsInMidLine(descriptor) ? `\n${text}` : text);
    return true;
  } catch {
    return false;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Whoever was killed while writing leaves half a line. */
function endsInMidLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}
