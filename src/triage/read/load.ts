import type { Skip } from '../records.js';
import type { NewRun, Store } from '../store.js';
import type { FoundRuns } from './find-all.js';
import { HeldBack } from './held-back.js';
import { duplicateMessage, type ReadOptions } from './read-one.js';
import { openReaders, type Readers, type Reading, readAll } from './readers.js';

/** Runs that are added to a store at a time: each time costs a few questions to a database. */
const BATCH = 200;

/**
 * Reads the runs into the store; memory is needed for a batch of them. What cannot be read is in the skips that are given
 * back, in the order of the runs, and never an error; a process that the store holds, or that came before, counts once.
 * Damaged runs are added last, so that of a process's copies the whole one counts.
 */
export async function load(store: Store, { items, bytes }: FoundRuns, options: ReadOptions): Promise<readonly Skip[]> {
  const skips = new Map<number, readonly Skip[]>();
  const readers = openReaders(bytes, options);
  const held = new HeldBack();
  try {
    let batch: Reading[] = [];
    const addAll = async () => {
      for (const [place, own] of await addBatch(store, readers, batch)) skips.set(place, own);
      batch = [];
    };
    const take = async (one: Reading) => {
      batch.push(one);
      if (batch.length >= BATCH) await addAll();
    };
    for await (const one of readAll(readers, items)) {
      if (!held.takes(one)) await take(one);
    }
    for await (const one of held.fullestFirst(readers)) await take(one);
    await addAll();
  } finally {
    await readers.close();
  }
  return [...skips].sort(([a], [b]) => a - b).flatMap(([, own]) => own);
}

/** What there is to say of each, by its place among the runs. */
async function addBatch(store: Store, readers: Readers, batch: readonly Reading[]) {
  const processes = batch.flatMap(({ reading }) => (reading.kind === 'run' ? reading.processes : []));
  const known = new Set(processes.length === 0 ? [] : await store.known(processes));
  const skips: (readonly [place: number, skips: readonly Skip[]])[] = [];
  const fresh: NewRun[] = [];
  for (const one of batch) {
    const reading = await unlessKnown(one, readers, known);
    if (reading.kind === 'skip') {
      skips.push([one.place, [reading.skip]]);
      continue;
    }
    for (const process of reading.processes) known.add(process);
    if (reading.skips.length > 0) skips.push([one.place, reading.skips]);
    fresh.push(reading);
  }
  if (fresh.length > 0) await store.add(fresh);
  return skips;
}

/** A run of which a part is known is read again without that part: what the rest shows depends on it. */
async function unlessKnown({ from, reading }: Reading, readers: Readers, known: ReadonlySet<number>) {
  if (reading.kind === 'skip' || from === null) return reading;
  const before = reading.processes.filter((process) => known.has(process));
  if (before.length === 0) return reading;
  if (before.length < reading.processes.length) return readers.read(from, before);
  const skip: Skip = { path: from.path, kind: 'duplicate', message: duplicateMessage(from.path) };
  return { kind: 'skip' as const, skip };
}
