import { describe, expect, it } from 'vitest';
import { upperTail } from '../../src/triage/distributions.js';
import { rankTest } from '../../src/triage/statistics.js';

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

  it('does not call it rare that the few runs which saw a culprit lie on the small side', () => {
    // All three of 240 among 12: (12 choose 3) / (240 choose 3) = 0.0001; a normal tail would say 1e-14.
    const up = rankTest([{ before: new Array(228).fill(0), after: [...new Array(9).fill(0), 5, 6, 7] }])?.up ?? 0;
    expect(up).toBeGreaterThan(0.0001);
    expect(up).toBeLessThan(0.001);
  });
});
