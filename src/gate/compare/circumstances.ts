import { formatMs } from '../figures.js';
import type { Circumstances } from './run-facts.js';

/** A difference that makes figures incomparable, as words: `Node 20` against `Node 22`. */
export interface Difference {
  readonly before: string;
  readonly after: string;
}

/** How each circumstance is told; null where it is not known, and then differs from nothing. */
const TELLERS: readonly ((one: Circumstances) => string | null)[] = [
  ({ nodeMajor }) => (nodeMajor === null ? null : `Node ${nodeMajor}`),
  ({ mode }) => (mode === 'deep' ? '--deep' : `the probe's ${mode} mode`),
  ({ thresholdMs }) => `a threshold of ${formatMs(thresholdMs)}`,
  ({ sampler }) => `the sampler "${sampler}"`,
  ({ fingerprints }) => (fingerprints === null ? null : `fingerprints of version ${fingerprints}`),
];

/** In what two runs differ, besides the code. Empty where they can be compared. */
export function differences(before: Circumstances, after: Circumstances): readonly Difference[] {
  return TELLERS.flatMap((tell) => {
    const [one, other] = [tell(before), tell(after)];
    return one === null || other === null || one === other ? [] : [{ before: one, after: other }];
  });
}

/** The differences among all the runs, each told once. */
export function differencesAmong(runs: readonly Circumstances[]): readonly Difference[] {
  const told = new Map<string, Difference>();
  for (const one of runs) {
    for (const other of runs) {
      for (const difference of differences(one, other)) {
        const key = [difference.before, difference.after].sort().join('|');
        if (!told.has(key)) told.set(key, difference);
      }
    }
  }
  return [...told.values()];
}
