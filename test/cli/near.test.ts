import { describe, expect, it } from 'vitest';
import { distance, nearest } from '../../src/cli/near.js';

describe('distance', () => {
  it.each([
    ['same', 'same', 0],
    ['treshold', 'threshold', 1],
    ['fromat', 'format', 1],
    ['jsn', 'json', 1],
    ['', 'abc', 3],
  ])('from %j to %j is %d', (a, b, slips) => {
    expect(distance(a, b)).toBe(slips);
  });
});

describe('nearest', () => {
  it('takes the one with the fewest slips', () => {
    expect(nearest('--max-stal', ['--max-stalls', '--max-stall'])).toBe('--max-stall');
  });

  it('takes none that is far off', () => {
    expect(nearest('weather', ['threshold', 'format'])).toBeNull();
  });

  it('does not turn a short word into another', () => {
    expect(nearest('abc', ['xyc'])).toBeNull();
  });
});
