import type { Loop } from '../loop.js';

/** Which of both runs. */
export type Side = 'before' | 'after';

export const SIDES: readonly Side[] = ['before', 'after'];

/** The same loop in both runs; null where a run does not have it. */
export interface LoopPair {
  readonly name: string;
  readonly before: Loop | null;
  readonly after: Loop | null;
}

/** Loops that do the same work: pids differ from run to run, so the n-th of a kind is paired with the n-th. */
export function pairLoops(before: readonly Loop[], after: readonly Loop[]): readonly LoopPair[] {
  const pairs = new Map<string, LoopPair>();
  for (const [side, loops] of [
    ['before', before],
    ['after', after],
  ] as const) {
    const seen = new Map<string, number>();
    for (const loop of loops) {
      const number = (seen.get(loop.kind) ?? 0) + 1;
      seen.set(loop.kind, number);
      const name = number === 1 ? loop.kind : `${loop.kind} ${number}`;
      pairs.set(name, { ...(pairs.get(name) ?? { name, before: null, after: null }), [side]: loop });
    }
  }
  return [...pairs.values()];
}

/** Stalls of both, for choosing the loop that is shown first. */
export function stallsOf({ before, after }: LoopPair): number {
  return (before?.stalls.length ?? 0) + (after?.stalls.length ?? 0);
}
