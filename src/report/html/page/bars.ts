import type { Span } from './view-range.js';

/** Something that took a stretch of time, with how high it is to be drawn. */
export interface Bar<T> {
  readonly item: T;
  readonly startMs: number;
  readonly durationMs: number;
  readonly height: number;
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
 * The bars that are in sight, in their order. Of those that would be drawn into the same two pixels only the highest is
 * kept, so that ten thousand stalls are no more work than the screen is wide, and none hides a longer one.
 */
export function placeBars<T>(
  bars: Iterable<Bar<T>>,
  { fromMs, toMs }: Span,
  widthPx: number,
  leastPx = LEAST_BAR_PX,
): readonly PlacedBar<T>[] {
  const perMs = widthPx / (toMs - fromMs);
  const placed: PlacedBar<T>[] = [];
  const columns = new Map<number, number>();
  for (const { item, startMs, durationMs, height } of bars) {
    const endMs = startMs + durationMs;
    if (endMs < fromMs || startMs > toMs) continue;
    const exact = (startMs - fromMs) * perMs;
    const width = durationMs * perMs;
    if (width > leastPx) {
      placed.push({ item, left: exact, width, height });
      continue;
    }
    const column = Math.floor(exact / leastPx);
    const known = columns.get(column);
    const bar = { item, left: column * leastPx, width: leastPx, height };
    if (known === undefined) columns.set(column, placed.push(bar) - 1);
    else if ((placed[known]?.height ?? 0) < height) placed[known] = bar;
  }
  return placed;
}
