import type { Steps } from './course.js';
import type { Span } from './view-range.js';

/** What falls into one pixel of a line, as far as it was drawn: `y` grows downwards. */
export interface LineColumn {
  readonly x: number;
  readonly first: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

/** A line in pixels: columns from the left, null where it has a gap; and how many points they stand for. */
export interface Line {
  readonly columns: readonly (LineColumn | null)[];
  readonly points: number;
}

/** The first index whose x is at least `wanted`. */
function indexOf(x: readonly number[], wanted: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The indices that are in sight, with one beyond each end, so that the line runs out of the picture. */
function inSight(x: readonly number[], { fromMs, toMs }: Span): readonly [first: number, last: number] {
  return [Math.max(0, indexOf(x, fromMs) - 1), Math.min(x.length - 1, indexOf(x, toMs))];
}

/** The most of a column of steps among what is shown. */
export function mostOfSteps([x, ...values]: Steps, column: number, shown: Span): number {
  const [first, last] = inSight(x, shown);
  let most = 0;
  for (let index = first; index <= last; index += 1) most = Math.max(most, values[column]?.[index] ?? 0);
  return most;
}

/** Which pixel a moment, and a value, lies at: `at + by × value`. */
export interface Mapping {
  readonly at: number;
  readonly by: number;
}

/**
 * A column of steps as pixels: of all that falls into one of `pixel` width the first, the lowest, the highest and the
 * last are kept, so that a line of a hundred thousand points is no more work than the screen is wide, and looks the same.
 */
export function lineOf(
  [x, ...values]: Steps,
  column: number,
  shown: Span,
  ofX: Mapping,
  ofY: Mapping,
  pixel = 1,
): Line {
  const own = values[column] ?? [];
  const [firstIndex, lastIndex] = inSight(x, shown);
  const columns: (LineColumn | null)[] = [];
  let at = Number.NaN;
  let [first, low, high, last] = [0, 0, 0, 0];
  let points = 0;
  const close = () => {
    if (!Number.isNaN(at)) columns.push({ x: at, first, low, high, last });
    at = Number.NaN;
  };
  for (let index = firstIndex; index <= lastIndex; index += 1) {
    const value = own[index] ?? null;
    if (value === null) {
      close();
      if (columns.at(-1) !== null) columns.push(null);
      continue;
    }
    points += 1;
    const here = Math.round((ofX.at + ofX.by * (x[index] ?? 0)) / pixel) * pixel;
    const y = ofY.at + ofY.by * value;
    if (here !== at) {
      close();
      at = here;
      first = low = high = y;
    }
    low = Math.max(low, y);
    high = Math.min(high, y);
    last = y;
  }
  close();
  return { columns, points };
}
