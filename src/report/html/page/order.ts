/** A way to sort a list. */
export interface Order<T> {
  readonly name: string;
  /** Puts the worst first. */
  readonly by: (a: T, b: T) => number;
}

/** Texts as people sort them: `a.js:9` before `a.js:10`. Empty ones come last. */
export function byText(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The items that have all the words somewhere in their text, in the order that is wanted. */
export function pick<T>(
  items: readonly T[],
  words: string,
  textOf: (item: T) => string,
  order: Order<T> | undefined,
): readonly T[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter((item) => {
    const text = textOf(item).toLowerCase();
    return all.every((word) => text.includes(word));
  });
  return order === undefined ? found : found.toSorted(order.by);
}
