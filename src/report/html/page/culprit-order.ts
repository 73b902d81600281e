import type { PageCulprit } from '../page-data.js';
import { byText, type Order } from './order.js';

/** How culprits can be sorted. */
export const ORDERS: readonly Order<PageCulprit>[] = [
  { name: 'total time', by: (a, b) => b.totalMs - a.totalMs },
  { name: 'longest stall', by: (a, b) => b.worstMs - a.worstMs },
  { name: 'number of stalls', by: (a, b) => b.count - a.count },
  { name: 'place in the code', by: (a, b) => byText(a.at?.place ?? '', b.at?.place ?? '') },
];

/** All that a culprit is found by. */
export function textOf({ title, kind, api, at, triggers, findingId }: PageCulprit): string {
  const labels = triggers.map(({ label }) => label);
  return [title, kind, api ?? '', at?.place ?? '', at?.function ?? '', findingId, ...labels].join('\n');
}
