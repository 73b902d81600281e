import { expect, it } from 'vitest';
import { tickText } from '../../../../src/report/html/page/tick-text.js';

it.each([
  [0, 500, '0 ms'],
  [750, 250, '750 ms'],
  [2250, 250, '2.25 s'],
  [2500, 500, '2.5 s'],
  [4000, 2000, '4 s'],
  [1005, 5, '1.005 s'],
  [12.5, 0.5, '12.5 ms'],
  [0, 60_000, '0'],
  [5_400_000, 1_800_000, '1 h 30 min'],
  [36_000_000, 7_200_000, '10 h'],
])('shows %d ms in steps of %d ms as %s', (ms, stepMs, text) => {
  expect(tickText(ms, stepMs)).toBe(text);
});
