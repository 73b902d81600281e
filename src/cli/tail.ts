import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { RUN_FILE, TRACE_EXTENSION } from '../trace/version.js';
import type { TracePlace } from './trace-place.js';

/** Bytes read from one file at a time, and at most so many pieces a poll: the live line must never cost a core. */
const PIECE_BYTES = 64 * 1024;
const PIECES_A_POLL = 16;

/** The whole lines that a file has gained since the last poll. */
export interface TailedFile {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Position {
  offset: number;
  rest: string;
  readonly decoder: StringDecoder;
}

/**
 * Follows the trace files of a running target: each call gives what has been added since the last one. A file that
 * cannot be read gives nothing; the report will say so.
 */
export function tail(place: Pick<TracePlace, 'dir' | 'file'>): () => readonly TailedFile[] {
  const positions = new Map<string, Position>();
  const buffer = Buffer.alloc(PIECE_BYTES);
  return () => filesOf(place).map((name) => ({ name, lines: advance(name, positions, buffer) }));
}

function filesOf({ dir, file }: Pick<TracePlace, 'dir' | 'file'>): string[] {
  if (dir === null) return file === null ? [] : [file];
  try {
    const names = readdirSync(dir).filter((name) => name.endsWith(TRACE_EXTENSION) && name !== RUN_FILE);
    return names.map((name) => join(dir, name));
  } catch {
    return [];
  }
}

function advance(name: string, positions: Map<string, Position>, buffer: Buffer): string[] {
  const position = positions.get(name) ?? { offset: 0, rest: '', decoder: new StringDecoder('utf8') };
  positions.set(name, position);
  try {
    // Most files have gained nothing: those of processes that are gone, and of those that are idle.
    const { size } = statSync(name);
    if (size <= position.offset) return [];
    const descriptor = openSync(name, 'r');
    try {
      return readOn(descriptor, size, position, buffer);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return [];
  }
}

function readOn(descriptor: number, size: number, position: Position, buffer: Buffer): string[] {
  let text = position.rest;
  for (let piece = 0; piece < PIECES_A_POLL && position.offset < size; piece += 1) {
    const length = readSync(descriptor, buffer, 0, buffer.length, position.offset);
    position.offset += length;
    text += position.decoder.write(buffer.subarray(0, length));
  }
  const lines = text.split('\n');
  position.rest = lines.pop() ?? '';
  return lines;
}
