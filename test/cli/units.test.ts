import { describe, expect, it } from 'vitest';
import { MAX_TIMER_MS, parseCount, parseTime } from '../../src/cli/units.js';

const positive = { zero: false };

describe('parseTime', () => {
  it.each([
    ['50', 50],
    ['250ms', 250],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['.5s', 500],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseTime('--threshold', text, positive)).toBe(ms);
  });

  it.each([
    'abc',
    '',
    '-5',
    'Infinity',
    'NaN',
    '50 parsecs',
    '50 ms',
    '5x',
    'ms',
    '1e3',
    '0x10',
    '5ms ',
    '1,5s',
    '9'.repeat(400),
  ])('refuses %j by name', (text) => {
    expect(() => parseTime('--threshold', text, positive)).toThrow(`--threshold got "${text}"`);
  });

  it('refuses zero where it makes no sense, and takes it where it does', () => {
    expect(() => parseTime('--threshold', '0', positive)).toThrow('a time above 0');
    expect(parseTime('--max-stall', '0', { zero: true })).toBe(0);
  });

  it('refuses what a timer cannot wait for', () => {
    const range = { zero: false, maxMs: MAX_TIMER_MS };
    expect(parseTime('--duration', `${MAX_TIMER_MS}`, range)).toBe(MAX_TIMER_MS);
    expect(() => parseTime('--duration', `${MAX_TIMER_MS + 1}`, range)).toThrow('at most 24 days');
  });
});

describe('parseCount', () => {
  it('takes 0 and more', () => {
    expect(parseCount('--max-stalls', '0')).toBe(0);
    expect(parseCount('--max-stalls', '12')).toBe(12);
  });

  it.each(['', '-1', '1.5', 'abc', '3 stalls', '99999999999999999999'])('refuses %j', (text) => {
    expect(() => parseCount('--max-stalls', text)).toThrow(`--max-stalls got "${text}"`);
  });
});
