import type { FoundRun } from '../../trace/find-runs.js';
import type { RunReading } from './read-one.js';
import type { Readers, Reading } from './readers.js';

/** Readings that are kept; of more only their runs are, which are then read again. */
const MOST_KEPT = 1000;

interface Held {
  readonly place: number;
  readonly from: FoundRun;
  readonly endMs: number;
  readonly reading: RunReading | null;
}

/** Damaged runs, which have to wait: a whole copy of the same processes may come yet. */
export class HeldBack {
  private readonly held: Held[] = [];

  constructor(private readonly mostKept = MOST_KEPT) {}

  /** Whether it was taken. */
  takes({ from, reading, place }: Reading): boolean {
    if (from === null || reading.kind !== 'run' || reading.skips.length === 0) return false;
    const { endMs } = reading.parts.run;
    this.held.push({ place, from, endMs, reading: this.held.length < this.mostKept ? reading : null });
    return true;
  }

  /** All that were taken: of several copies the one that goes on for longest comes first. */
  async *fullestFirst(readers: Pick<Readers, 'read'>): AsyncGenerator<Reading> {
    for (const { place, from, reading } of this.held.sort((a, b) => b.endMs - a.endMs || a.place - b.place))
      yield { place, from, reading: reading ?? (await readers.read(from, [])) };
  }
}
