import { dayOf } from './exposure.js';
import type { CulpritRecord, Fleet, RunRecord, StallRecord } from './records.js';

/** What runs and stalls can be told apart by. */
export type Dimension = 'host' | 'version' | 'node' | 'app' | 'day' | 'route' | 'package' | 'cause' | 'fingerprint';

export const DIMENSIONS: readonly Dimension[] = [
  'host',
  'version',
  'node',
  'app',
  'day',
  'route',
  'package',
  'cause',
  'fingerprint',
];

/** Stalls with this value only. */
export interface Condition {
  readonly key: Dimension;
  readonly value: string;
}

const OF_RUN: Partial<Record<Dimension, (run: RunRecord) => string | null>> = {
  host: ({ host }) => host,
  version: ({ version }) => version,
  node: ({ nodeVersion }) => nodeVersion,
  app: ({ app }) => app,
  day: ({ startMs }) => dayOf(startMs),
};

/** The value of `key` of a stall and its run; null where it is not known. */
export function dimensionOf(
  key: Dimension,
  stall: StallRecord,
  run: RunRecord | undefined,
  culprit: CulpritRecord | undefined,
): string | null {
  const ofRun = OF_RUN[key];
  if (ofRun !== undefined) return run === undefined ? null : ofRun(run);
  if (key === 'route') return stall.route;
  if (key === 'package') return stall.package;
  return key === 'cause' ? (culprit?.cause.kind ?? null) : stall.fingerprint;
}

/** The runs that meet the conditions. A run stays where only its stalls do not: it was quiet in this. */
export function filterRuns(runs: readonly RunRecord[], conditions: readonly Condition[]): readonly RunRecord[] {
  if (conditions.length === 0) return runs;
  return runs.filter((run) =>
    conditions.every(({ key, value }) => OF_RUN[key] === undefined || OF_RUN[key](run) === value),
  );
}

/** The part of the fleet that meets all conditions. */
export function filterFleet(fleet: Fleet, conditions: readonly Condition[]): Fleet {
  if (conditions.length === 0) return fleet;
  const runs = filterRuns(fleet.runs, conditions);
  const byNumber = new Map(runs.map((run) => [run.run, run]));
  const stalls = fleet.stalls.filter((stall) => {
    const run = byNumber.get(stall.run);
    const culprit = fleet.culprits.get(stall.fingerprint);
    return run !== undefined && conditions.every(({ key, value }) => dimensionOf(key, stall, run, culprit) === value);
  });
  return { ...fleet, runs, stalls };
}
