import { describe, expect, it } from 'vitest';
import type { Steps } from '../../../../src/report/html/page/course.js';
import { lineOf, mostOfSteps } from '../../../../src/report/html/page/line.js';

/** A pixel a ms to the right, one a unit upwards. */
const X = { at: 0, by: 1 };
const Y = { at: 0, by: -1 };

describe('a line of steps', () => {
  it('keeps every point where each has a pixel of its own', () => {
    const steps: Steps = [
      [0, 1, 1, 2],
      [5, 5, 9, 9],
    ];
    const { columns, points } = lineOf(steps, 0, { fromMs: 0, toMs: 2 }, X, Y);
    expect(points).toBe(4);
    expect(columns).toEqual([
      { x: 0, first: -5, low: -5, high: -5, last: -5 },
      { x: 1, first: -5, low: -5, high: -9, last: -9 },
      { x: 2, first: -9, low: -9, high: -9, last: -9 },
    ]);
  });

  it('of many points in a pixel keeps the least and the most, wherever they are', () => {
    const x = Array.from({ length: 100_000 }, (_, index) => index);
    const values = x.map((index) => 50 + (index % 10));
    values[77_777] = 400;
    values[33_333] = 1;
    const { columns } = lineOf([x, values], 0, { fromMs: 0, toMs: 100_000 }, { at: 0, by: 0.01 }, Y);
    expect(columns.length).toBeLessThanOrEqual(1001);
    expect(columns.find((column) => column?.x === 778)?.high).toBe(-400);
    expect(columns.find((column) => column?.x === 333)?.low).toBe(-1);
  });

  it('has a gap where a value is not known, and begins anew after it', () => {
    const steps: Steps = [
      [0, 10, 20, 30],
      [1, null, null, 4],
    ];
    const { columns } = lineOf(steps, 0, { fromMs: 0, toMs: 30 }, X, Y);
    expect(columns.map((column) => column?.x ?? null)).toEqual([0, null, 30]);
  });

  it('runs out of the picture on both sides, and no further', () => {
    const steps: Steps = [
      [0, 10, 20, 30, 40],
      [1, 2, 3, 4, 99],
    ];
    const shown = { fromMs: 15, toMs: 25 };
    expect(lineOf(steps, 0, shown, X, Y).columns.map((column) => column?.x)).toEqual([10, 20, 30]);
    expect(mostOfSteps(steps, 0, shown)).toBe(4);
  });
});
