import { aggregateFleet } from './aggregate-fleet.js';
import { keepWorst } from './examples.js';
import type { CulpritRecord, Fleet, RunRecord, Skip, StallRecord } from './records.js';
import type { NewRun, Store } from './store.js';

/** Keeps a fleet's records in memory, as objects. */
export class MemoryStore implements Store {
  private readonly runs: RunRecord[] = [];
  private readonly stalls: StallRecord[] = [];
  private readonly culprits = new Map<string, CulpritRecord>();
  private readonly processes = new Set<number>();

  async known(processes: readonly number[]) {
    return new Set(processes.filter((process) => this.processes.has(process)));
  }

  async add(runs: readonly NewRun[]) {
    for (const { parts, processes } of runs) {
      for (const process of processes) this.processes.add(process);
      this.runs.push(parts.run);
      for (const stall of parts.stalls) this.stalls.push(stall);
      for (const culprit of parts.culprits) keepWorst(this.culprits, culprit);
    }
  }

  async aggregate(question: Parameters<Store['aggregate']>[0]) {
    return aggregateFleet(this.fleet([]), question);
  }

  ask() {
    return null;
  }

  async close() {}

  /** What it holds, with what was left out in reading. */
  fleet(skips: readonly Skip[]): Fleet {
    return { runs: this.runs, stalls: this.stalls, culprits: this.culprits, skips };
  }
}
