import { describe, expect, it } from 'vitest';
import { binomialTail, rankTest, upperTail } from '../../src/triage/statistics.js';

describe('rankTest', () => {
  it('gives the p of the Mann-Whitney test with continuity correction', () => {
    // U = 25 of 25 for five against five: z = (12.5 - 0.5) / sqrt(5 * 5 * 11 / 12).
    const { up, down } = rankTest([{ before: [1, 2, 3, 4, 5], after: [6, 7, 8, 9, 10] }]) ?? { up: 0, down: 0 };
    expect(up).toBeCloseTo(upperTail(12 / Math.sqrt(275 / 12)), 10);
    expect(up).toBeCloseTo(0.0061, 4);
    expect(down).toBeGreaterThan(0.99);
  });

  it('compares within strata, so that a host which is slow by nature is no change', () => {
    const strata = [
      { before: [1, 2, 3, 4], after: [1.5, 2.5, 3.5] },
      { before: [101, 102, 103], after: [100.5, 101.5, 102.5, 103.5] },
    ];
    expect(rankTest(strata)?.up).toBeGreaterThan(0.3);
  });

  it('knows nothing where all values are one, or a side is empty', () => {
    expect(rankTest([{ before: [0, 0], after: [0, 0] }])).toBeNull();
    expect(rankTest([{ before: [], after: [1, 2] }])).toBeNull();
  });
});

it('upperTail agrees with the table of the normal distribution', () => {
  expect(upperTail(1.959964)).toBeCloseTo(0.025, 6);
  expect(upperTail(-1)).toBeCloseTo(0.841345, 6);
  expect(upperTail(6) / 9.865876e-10).toBeCloseTo(1, 2);
});

it('binomialTail sums the exact terms', () => {
  expect(binomialTail(2, 3, 0.5)).toBeCloseTo(0.5, 12);
  expect(binomialTail(3, 3, 0.1)).toBeCloseTo(0.001, 12);
  expect(binomialTail(0, 3, 0.1)).toBe(1);
});
