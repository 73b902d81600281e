import { describe, expect, it } from 'vitest';
import { LEAST_BAR_PX, placeBars } from '../../../../src/report/html/page/bars.js';

const bar = (startMs: number, durationMs: number) => ({ startMs, durationMs });
const long = ({ durationMs }: { readonly durationMs: number }) => durationMs;
const RUN = { fromMs: 0, toMs: 1000 };

describe('bars on the screen', () => {
  it('lie where they were, as wide as they were long, and at least wide enough to be seen', () => {
    expect(placeBars([bar(100, 50), bar(500, 1)], long, RUN, 1000)).toEqual([
      { item: bar(100, 50), left: 100, width: 50, height: 50 },
      { item: bar(500, 1), left: 500, width: LEAST_BAR_PX, height: 1 },
    ]);
  });

  it('are left out where they are out of sight', () => {
    const all = [bar(0, 50), bar(90, 20), bar(150, 10), bar(201, 10)];
    expect(placeBars(all, long, { fromMs: 100, toMs: 200 }, 1000).map(({ height }) => height)).toEqual([20, 10]);
  });

  it('are no more than the screen is wide, with the highest of each place among them', () => {
    const many = Array.from({ length: 4000 }, (_, index) => bar(index * 100, 1 + ((index * 7919) % 90)));
    const day = { fromMs: 0, toMs: 400_000 };
    const placed = placeBars(many, long, day, 800);
    expect(placed.length).toBeLessThanOrEqual(800 / LEAST_BAR_PX);
    const highest = new Map(placed.map(({ left, height }) => [left, height]));
    const hidden = many.filter(({ startMs, durationMs }) => {
      const column = Math.floor(((startMs / 400_000) * 800) / LEAST_BAR_PX) * LEAST_BAR_PX;
      return (highest.get(column) ?? 0) < durationMs;
    });
    expect(hidden).toEqual([]);
    expect(placed.every(({ item, height }) => item.durationMs === height)).toBe(true);
  });
});
