import { expect, it } from 'vitest';
import { binomialTail, gammaTail, skewedTail, upperTail } from '../../src/triage/distributions.js';

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

it('gammaTail agrees with the exponential and the chi-squared distribution', () => {
  expect(gammaTail(1, 3)).toBeCloseTo(Math.exp(-3), 12);
  // P(chi-squared of 4 degrees > 9.487729) = 0.05.
  expect(gammaTail(2, 9.487729 / 2)).toBeCloseTo(0.05, 7);
  expect(gammaTail(50, 20)).toBeCloseTo(1, 6);
});

it('a skewed tail is the normal one without skewness, and longer with it', () => {
  expect(skewedTail(3, 0)).toBe(upperTail(3));
  expect(skewedTail(3, 0.001) / upperTail(3)).toBeCloseTo(1, 1);
  expect(skewedTail(3, 1)).toBeGreaterThan(4 * upperTail(3));
  // Below, the normal tail is the larger one.
  expect(skewedTail(3, -1)).toBe(upperTail(3));
});
