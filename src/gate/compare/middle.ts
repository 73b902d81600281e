import type { RunSummary } from './run-facts.js';

/** Index of the run that stood still neither the most nor the least, of those that saw something; 0 where none did. */
export function middleRun(runs: readonly Pick<RunSummary, 'hasData' | 'loop'>[]): number {
  const seen = runs.map((run, index) => ({ run, index }));
  const withData = seen.filter(({ run }) => run.hasData);
  const ranked = (withData.length > 0 ? withData : seen).sort(
    (a, b) => (a.run.loop.blockedMs ?? 0) - (b.run.loop.blockedMs ?? 0) || a.index - b.index,
  );
  return ranked[Math.floor((ranked.length - 1) / 2)]?.index ?? 0;
}
