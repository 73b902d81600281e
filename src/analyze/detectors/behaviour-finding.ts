import { locationOf } from '../blame.js';
import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import { roundMs } from '../round.js';

/** What a finding that is about no stall is made of. */
export interface Seen {
  readonly severity: Finding['severity'];
  readonly place: Frame | null;
  readonly count: number;
  readonly totalMs: number;
  readonly evidence: Finding['evidence'];
}

/** A finding that is about no stall. */
export function behaviourFinding(id: string, { severity, place, count, totalMs, evidence }: Seen): Finding {
  return { id, severity, location: locationOf(place), count, totalMs: roundMs(totalMs), stallIds: [], evidence };
}

/** The same for all that happened at one line. */
export function lineKey(place: Frame | null): string {
  return place === null ? '' : `${place.file}:${place.line}`;
}

/** Groups by a key, in the order of first appearance. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
