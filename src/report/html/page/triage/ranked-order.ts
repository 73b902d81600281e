import type { TriageCulprit } from '../../triage/page-data.js';
import { byText, type Order } from '../order.js';

function placeText({ place }: TriageCulprit): string {
  return place.map(({ text }) => text).join('');
}

/** How the ranking can be sorted; the first is the order that was asked for. */
export const RANKED_ORDERS: readonly Order<TriageCulprit>[] = [
  { name: 'rank', by: (a, b) => a.rank - b.rank },
  { name: 'time blocked', by: (a, b) => b.totalMs - a.totalMs },
  { name: 'requests delayed', by: (a, b) => (b.requests ?? -1) - (a.requests ?? -1) },
  { name: 'longest stall', by: (a, b) => b.worstMs - a.worstMs },
  { name: 'number of stalls', by: (a, b) => b.count - a.count },
  { name: 'last seen', by: (a, b) => b.lastMs - a.lastMs },
  { name: 'first seen, newest first', by: (a, b) => b.firstMs - a.firstMs },
  { name: 'place in the code', by: (a, b) => byText(placeText(a), placeText(b)) },
];

/** All that a culprit is found by. */
export function textOf(culprit: TriageCulprit): string {
  const { kind, api, hosts, versions, nodeVersions, routes, packages, example } = culprit;
  const frames = example === null ? [] : example.stack.map(({ function: name, place }) => `${name} ${place}`);
  const lists = [hosts, versions, nodeVersions, routes, packages, frames].flat();
  return [placeText(culprit), kind, api ?? '', ...lists].join('\n');
}
