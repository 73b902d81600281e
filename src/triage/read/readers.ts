import { availableParallelism } from 'node:os';
import type { FoundRun } from '../../trace/find-runs.js';
import type { Skip } from '../records.js';
import { type ReadOptions, type RunReading, readOne } from './read-one.js';
import { ReaderPool } from './reader-pool.js';

/** Less than this is read before a thread would have started. */
const PARALLEL_BYTES = 32 * 1024 * 1024;
/** More threads than this wait for the disk, and each takes its memory. */
const MOST_THREADS = 4;
/** Readings that may be done, or under way, before their turn. */
const AHEAD = 16;

/** Reads one run, less the processes in `known`. Never rejects. */
export type Read = (run: FoundRun, known: readonly number[]) => Promise<RunReading>;

export interface Readers {
  readonly read: Read;
  /** How many runs are worth being asked for at a time. */
  readonly ahead: number;
  close(): Promise<void>;
}

/** Readers for so many bytes: on threads where that is quicker. */
export function openReaders(bytes: number, options: ReadOptions): Readers {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  if (bytes < PARALLEL_BYTES || threads < 2) {
    const read: Read = (run, known) => readOne(run, options, new Set(known));
    return { read, ahead: 1, close: async () => {} };
  }
  const pool = new ReaderPool(threads, options);
  return { read: (run, known) => pool.read(run, known), ahead: AHEAD, close: () => pool.close() };
}

/** A run that was read, with what it was read from; or what was no run from the start. */
export interface Reading {
  /** Among the items. */
  readonly place: number;
  readonly from: FoundRun | null;
  readonly reading: RunReading;
}

/** Reads all of them; the readings come in the order of the items. */
export async function* readAll({ read, ahead }: Readers, items: readonly (FoundRun | Skip)[]): AsyncGenerator<Reading> {
  const waiting: Promise<Reading>[] = [];
  for (const [place, item] of items.entries()) {
    waiting.push(start(read, item, place));
    const first = waiting.length >= ahead ? waiting.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const one of waiting) yield await one;
}

async function start(read: Read, item: FoundRun | Skip, place: number): Promise<Reading> {
  if ('kind' in item) return { place, from: null, reading: { kind: 'skip', skip: item } };
  return { place, from: item, reading: await read(item, []) };
}
