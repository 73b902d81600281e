import type { CulpritFigures, LoopFigures, RunSummary } from './run-facts.js';
import { highest, lowest, mean, median } from './statistics.js';

/** How several runs are made one figure. */
export type Aggregate = 'median' | 'min' | 'max' | 'mean';

export const AGGREGATES: readonly Aggregate[] = ['median', 'min', 'max', 'mean'];

const BY: Readonly<Record<Aggregate, (values: readonly number[]) => number | null>> = {
  median,
  min: lowest,
  max: highest,
  mean,
};

/** The figures as one; null without any. */
export function aggregated(values: readonly number[], aggregate: Aggregate): number | null {
  return BY[aggregate](values);
}

const LOOP: readonly (keyof LoopFigures)[] = ['p50Ms', 'p99Ms', 'maxMs', 'utilization', 'blockedMs'];

/**
 * Several runs as one, figure by figure. A run without a culprit counts as 0 for it, so that with the median a culprit is
 * one that most runs have. Runs without data are left out; null where none has any.
 */
export function aggregateRuns(all: readonly RunSummary[], aggregate: Aggregate): RunSummary | null {
  const runs = all.filter(({ hasData }) => hasData);
  const [first] = runs;
  if (first === undefined) return null;
  const known = new Map<string, CulpritFigures>();
  for (const { culprits } of runs)
    for (const culprit of culprits) if (!known.has(culprit.fingerprint)) known.set(culprit.fingerprint, culprit);
  const figuresOf = ({ fingerprint, location, cause }: CulpritFigures): CulpritFigures => {
    const own = runs.map(({ culprits }) => culprits.find((one) => one.fingerprint === fingerprint));
    const one = (name: 'count' | 'totalMs' | 'worstMs' | 'worstOwnMs') =>
      aggregated(
        own.map((figures) => figures?.[name] ?? 0),
        aggregate,
      ) ?? 0;
    return {
      fingerprint,
      location,
      cause,
      count: one('count'),
      totalMs: one('totalMs'),
      worstMs: one('worstMs'),
      worstOwnMs: one('worstOwnMs'),
      isStarved: own.some((figures) => figures?.isStarved === true),
    };
  };
  const loop = LOOP.map((name) => [
    name,
    aggregated(
      runs.flatMap((run) => run.loop[name] ?? []),
      aggregate,
    ),
  ]);
  const withRules = runs.find(({ circumstances }) => circumstances.fingerprints !== null) ?? first;
  return {
    name: first.name,
    hasData: true,
    circumstances: withRules.circumstances,
    loop: Object.fromEntries(loop) as LoopFigures,
    culprits: [...known.values()].map(figuresOf).filter(({ count }) => count > 0),
    excused: [...new Set(runs.flatMap(({ excused }) => excused))],
    problems: runs.flatMap(({ problems }) => problems),
  };
}
