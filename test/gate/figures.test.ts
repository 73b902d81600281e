import { describe, expect, test } from 'vitest';
import { formatCount, formatMs, formatShare, plural, times } from '../../src/gate/figures.js';

describe('formatMs', () => {
  test.each([
    [0, '0 ms'],
    [0.04, '0 ms'],
    [0.36, '0.4 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [14.2, '14 ms'],
    [430, '430 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1240, '1.2 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [125_000, '2 min 5 s'],
    [3_599_600, '1 h'],
    [3_780_000, '1 h 3 min'],
    [90_000_000_000, '25,000 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  test.each([null, Number.NaN, Number.POSITIVE_INFINITY, -1])('%s is unknown', (ms) => {
    expect(formatMs(ms)).toBe('unknown');
  });
});

test('a share is never rounded to nothing or to all', () => {
  expect([0, 0.001, 0.425, 0.996, 1, null].map(formatShare)).toEqual([
    '0 %',
    '<1 %',
    '43 %',
    '>99 %',
    '100 %',
    'unknown',
  ]);
});

test('counts are told as people tell them', () => {
  expect([1, 2, 7, 1200].map(times)).toEqual(['once', 'twice', '7 times', '1,200 times']);
  expect([0, 1, 12_345].map((count) => plural(count, 'stall'))).toEqual(['0 stalls', '1 stall', '12,345 stalls']);
  expect(formatCount(1_234_567)).toBe('1,234,567');
});
