import type { Span } from './view-range.js';

/** Something that took a stretch of time. */
export interface Stretch {
  readonly startMs: number;
  readonly durationMs: number;
}

/** A bar on the screen: `left` and `width` in pixels from the left of what is shown. */
export interface PlacedBar<T> {
  readonly item: T;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Narrower than this nobody sees it. */
export const LEAST_BAR_PX = 2;

/**
 * What is in sight as bars, in its order, as high as `heightOf` says. Of those that would be drawn into the same two
 * pixels only the highest is kept, so that ten thousand stalls are no more work than the screen is wide, and none hides a
 * longer one.
 */
export function placeBars<T extends Stretch>(
  items: readonly T[],
  heightOf: (item: T) => number,
  { fromMs, toMs }: Span,
  widthPx: number,
  leastPx = LEAST_BAR_PX,
): readonly PlacedBar<T>[] {
  const perMs = widthPx / (toMs - fromMs);
  const placed: PlacedBar<T>[] = [];
  const columns = new Map<number, number>();
  for (const item of items) {
    const { startMs, durationMs } = item;
    if (startMs + durationMs < fromMs || startMs > toMs) continue;
    const exact = (startMs - fromMs) * perMs;
    const width = durationMs * perMs;
    const height = heightOf(item);
    if (width > leastPx) {
      placed.push({ item, left: exact, width, height });
      continue;
    }
    const column = Math.floor(exact / leastPx);
    const known = columns.get(column);
    if (known === undefined)
      columns.set(column, placed.push({ item, left: column * leastPx, width: leastPx, height }) - 1);
    else if ((placed[known]?.height ?? 0) < height)
      placed[known] = { item, left: column * leastPx, width: leastPx, height };
  }
  return placed;
}
