import type { Aggregates } from './aggregates.js';
import { type Condition, filterRuns } from './filter.js';

/**
 * Why a filter left nothing, in one sentence with how much there was; null where something is left, or nothing was there.
 * `countAll` counts the stalls without the filter.
 */
export async function whyUnmatched(
  { runs, culprits }: Aggregates,
  where: readonly Condition[],
  countAll: () => Promise<number>,
): Promise<string | null> {
  if (where.length === 0 || culprits.length > 0 || runs.length === 0) return null;
  const wanted = where.map(({ key, value }) => `${key}=${value}`).join(' and ');
  const traces = `${runs.length} ${runs.length === 1 ? 'trace' : 'traces'}`;
  if (filterRuns(runs, where).length === 0) return `None of ${traces} has ${wanted}.`;
  const stalls = await countAll();
  return stalls === 0 ? null : `None of ${stalls} ${stalls === 1 ? 'stall' : 'stalls'} in ${traces} has ${wanted}.`;
}
