import { describe, expect, it } from 'vitest';
import { mannWhitney, smallestP } from '../../../src/gate/compare/mann-whitney.js';

const p = (a: readonly number[], b: readonly number[]) => mannWhitney(a, b)?.p;

describe('the rank test', () => {
  it('is exact for small samples', () => {
    // Of the 70 ways to deal 4 of 8 ranks two are as far apart.
    expect(p([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(2 / 70, 12);
    expect(p([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.1, 12);
    // Ranks 3, 4, 7: of the 35 ways to deal three ranks 13 have a sum less than 2 from the mean of 12.
    expect(p([1, 2, 5, 6], [3, 4, 7])).toBeCloseTo(22 / 35, 12);
  });

  it('counts ties as half', () => {
    expect(mannWhitney([0, 0, 0, 0], [0, 0, 0, 0])).toEqual({ p: 1, above: 0.5 });
    // Of the 126 ways to deal four of the nine, six hold the three highest; none is as far below the mean.
    expect(p([0, 0, 0, 0, 0], [0, 7, 8, 9])).toBeCloseTo(6 / 126, 12);
  });

  it('does not care which sample comes first', () => {
    const [a, b] = [
      [3, 1, 4, 1, 5],
      [9, 2, 6, 5],
    ];
    expect(p(a, b)).toBeCloseTo(p(b, a) ?? -1, 12);
    expect(mannWhitney(a, b)?.above).toBeCloseTo(1 - (mannWhitney(b, a)?.above ?? 0), 12);
  });

  it('is near the exact one where it takes the normal distribution', () => {
    const at = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index * 2);
    const exact = p(at(0, 30), at(9, 30)) ?? 0;
    const near = p(at(0, 31), at(9, 31)) ?? 0;
    expect(exact).toBeGreaterThan(0.05);
    expect(Math.abs(near - exact)).toBeLessThan(0.02);
  });

  it('says nothing of an empty sample', () => {
    expect(mannWhitney([], [1])).toBeNull();
  });
});

it('knows which numbers of runs can prove anything', () => {
  expect(smallestP(1, 1)).toBe(1);
  expect(smallestP(3, 3)).toBeCloseTo(0.1, 12);
  expect(smallestP(4, 4)).toBeCloseTo(2 / 70, 12);
  expect(smallestP(1, 50)).toBeCloseTo(2 / 51, 12);
});
