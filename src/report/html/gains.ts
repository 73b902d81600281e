import { formatMs } from '../../gate/figures.js';
import type { Report, WordedCulprit } from '../report.js';
import type { PageCulprit } from './page-data.js';

/** What the run would have been without this culprit, where that reads better than what it was. */
export function gainsOf({ without }: Pick<WordedCulprit, 'without'>, loop: Report['loop']): PageCulprit['gains'] {
  const pairs: readonly (readonly [string, number | null, number | null])[] = [
    ['p99', loop.p99Ms, without.p99Ms],
    ['max', loop.maxMs, without.maxMs],
    ['blocked', loop.blockedMs, without.blockedMs],
  ];
  return pairs.flatMap(([name, before, after]) =>
    before === null || after === null || after >= before || formatMs(before) === formatMs(after)
      ? []
      : [[name, formatMs(before), formatMs(after)] as const],
  );
}
