import type { PageCulprit } from '../page-data.js';

/** How the list of culprits can be sorted; each puts the worst first. */
export const ORDERS: Readonly<
  Record<string, { readonly name: string; readonly by: (a: PageCulprit, b: PageCulprit) => number }>
> = {
  total: { name: 'total time', by: (a, b) => b.totalMs - a.totalMs },
  worst: { name: 'longest stall', by: (a, b) => b.worstMs - a.worstMs },
  count: { name: 'number of stalls', by: (a, b) => b.count - a.count },
  place: { name: 'place in the code', by: (a, b) => placeOf(a).localeCompare(placeOf(b), 'en', { numeric: true }) },
};

/** Culprits without a place come last. */
function placeOf({ at }: PageCulprit): string {
  return at?.place ?? '\uffff';
}

export interface Wanted {
  /** Words that must all be in it. */
  readonly words: string;
  /** A cause's kind; '' for any. */
  readonly kind: string;
  readonly order: string;
}

function textOf({ title, kind, api, at, triggers, findingId }: PageCulprit): string {
  const parts = [
    title,
    kind,
    api ?? '',
    at?.place ?? '',
    at?.function ?? '',
    findingId,
    ...triggers.map(({ label }) => label),
  ];
  return parts.join('\n').toLowerCase();
}

/** The culprits that fit, in the order that is wanted. */
export function pick(culprits: readonly PageCulprit[], { words, kind, order }: Wanted): readonly PageCulprit[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (culprit: PageCulprit) => {
    const text = textOf(culprit);
    return (kind === '' || culprit.kind === kind) && all.every((word) => text.includes(word));
  };
  const by = ORDERS[order]?.by;
  const found = culprits.filter(fits);
  return by === undefined ? found : found.toSorted(by);
}
