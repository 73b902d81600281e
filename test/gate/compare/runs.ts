import type { CulpritFigures, RunSummary } from '../../../src/gate/compare/run-facts.js';
import { cause, place } from '../../report/sample.js';

/** A culprit that is known by its name. */
export function culprit(name: string, worstOwnMs: number, more: Partial<CulpritFigures> = {}): CulpritFigures {
  return {
    fingerprint: `1:${name}`,
    location: place('app.js', 12, name),
    cause: cause('cpu'),
    count: 1,
    totalMs: worstOwnMs,
    worstMs: worstOwnMs,
    worstOwnMs,
    isStarved: false,
    ...more,
  };
}

/** A run with these culprits. */
export function run(culprits: readonly CulpritFigures[] = [], more: Partial<RunSummary> = {}): RunSummary {
  return {
    name: 'run',
    hasData: true,
    circumstances: { sampler: 'pulse', mode: 'default', thresholdMs: 50, nodeMajor: 20, fingerprints: 1 },
    loop: { p50Ms: 1, p99Ms: 80, maxMs: 120, utilization: 0.3, blockedMs: 240 },
    culprits,
    excused: [],
    problems: [],
    ...more,
  };
}

/** Runs in which the one culprit's worst stall took so long each; 0: it was not there. */
export function runsWith(name: string, worstMs: readonly number[]): readonly RunSummary[] {
  return worstMs.map((ms) => run(ms === 0 ? [] : [culprit(name, ms)]));
}
