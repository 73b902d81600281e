import type { Figures } from '../../src/metrics/figures.cjs';

/** Figures of a loop of which everything is known; what a test is about it passes in. */
export function figures(change: Partial<Figures> = {}): Figures {
  return {
    armed: true,
    thresholdMs: 50,
    delay: { minMs: 0, meanMs: 2.5, stddevMs: 1.25, p50Ms: 1, p90Ms: 4, p99Ms: 120, maxMs: 300 },
    utilization: 0.25,
    activeMs: 1500,
    idleMs: 4500,
    blockedMs: 0,
    stalls: [
      { cause: 'sync-call', count: 2, totalMs: 312.5 },
      { cause: 'unknown', count: 0, totalMs: 0 },
    ],
    collections: [{ kind: 'major', count: 3, totalMs: 140, minMs: 12, maxMs: 110, buckets: [0, 2, 1, 0, 0] }],
    droppedEvents: 0,
    ...change,
  };
}

/** Figures of a loop of which nothing is known. */
export const NOTHING: Figures = {
  armed: false,
  thresholdMs: 50,
  delay: { minMs: null, meanMs: null, stddevMs: null, p50Ms: null, p90Ms: null, p99Ms: null, maxMs: null },
  utilization: null,
  activeMs: null,
  idleMs: null,
  blockedMs: null,
  stalls: null,
  collections: null,
  droppedEvents: null,
};
