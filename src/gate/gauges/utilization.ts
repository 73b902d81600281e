import type { Evidence } from '../evidence.js';
import { formatShare } from '../figures.js';
import { HEAVY_STARVATION_SHARE } from '../limits.js';
import { type Gauge, type Measured, worst } from './gauge.js';

/** A loop that waits for a core is busy by the clock. What remains without that wait is certain. */
function measure({ isOfLoops, loops, loop, starvedShare }: Evidence): Measured | null {
  const actual = isOfLoops ? worst(loops.map(({ utilization }) => utilization)) : loop.utilization;
  if (actual === null) return null;
  if (starvedShare === null || starvedShare <= HEAVY_STARVATION_SHARE) return { actual };
  const least = actual * (1 - starvedShare);
  return { actual, least, doubt: 'the loop may have been busy with waiting for a core' };
}

export const maxUtilization: Gauge = {
  name: 'maxUtilization',
  unit: 'share',
  isCount: false,
  scopes: ['process', 'worker'],
  measure,
  tell: (actual) => `utilization ${formatShare(actual)}`,
  tellLimit: formatShare,
};
