import { MemoryStore } from './memory-store.js';
import { findAll } from './read/find-all.js';
import { load } from './read/load.js';
import type { Fleet } from './records.js';

/** Reads all the runs at and below `paths` into memory: of each only figures are kept. See `load`. */
export async function readFleet(
  paths: readonly string[],
  { thresholdMs = null }: { readonly thresholdMs?: number | null } = {},
): Promise<Fleet> {
  const store = new MemoryStore();
  return store.fleet(await load(store, await findAll(paths), { thresholdMs }));
}
