/** Events of one kind, by their start. */
interface TimeIndex<T> {
  readonly count: number;
  readonly sorted: readonly { readonly event: T; readonly order: number; readonly startNs: number }[];
  readonly longestNs: number;
}

const indexes = new WeakMap<readonly object[], TimeIndex<object>>();

/**
 * The events that may overlap a span, in their order: all that do are among them, and few others. A stall is a moment of a
 * recording: to look through all of its events for each would cost the square of its length. `spanOf` gives the start and
 * the length, ns, and is the same for all questions about one list.
 */
export function near<T extends object>(
  events: readonly T[],
  spanOf: (event: T) => readonly [startNs: number, durationNs: number],
  fromNs: number,
  toNs: number,
): readonly T[] {
  const { sorted, longestNs } = indexOf(events, spanOf);
  const found: { readonly event: T; readonly order: number }[] = [];
  for (let index = firstFrom(sorted, fromNs - longestNs); index < sorted.length; index += 1) {
    const one = sorted[index];
    if (one === undefined || one.startNs > toNs) break;
    found.push(one);
  }
  return found.sort((a, b) => a.order - b.order).map(({ event }) => event);
}

function indexOf<T extends object>(
  events: readonly T[],
  spanOf: (event: T) => readonly [number, number],
): TimeIndex<T> {
  const known = indexes.get(events) as TimeIndex<T> | undefined;
  // A trace that is still being read grows.
  if (known !== undefined && known.count === events.length) return known;
  let longestNs = 0;
  const sorted = events.map((event, order) => {
    const [startNs, durationNs] = spanOf(event);
    longestNs = Math.max(longestNs, durationNs);
    return { event, order, startNs };
  });
  const index = { count: events.length, sorted: sorted.sort((a, b) => a.startNs - b.startNs), longestNs };
  indexes.set(events, index);
  return index;
}

/** The first that starts at `fromNs` or later. */
function firstFrom(sorted: readonly { readonly startNs: number }[], fromNs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.startNs ?? 0) < fromNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
