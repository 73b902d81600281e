import { expect, test } from 'vitest';
import { fixOfPattern, GENERAL_CPU_FIX } from '../../../src/report/cures/patterns.js';

test.each([
  ['sort', 'ORDER BY'],
  ['nested-loop', '`Map`'],
  ['spread-in-reduce', 'in place'],
  ['includes-in-loop', '`Set`'],
])('%s is cured by %s', (pattern, word) => {
  expect(fixOfPattern(pattern)).toContain(word);
});

test('what is not known gets the general cure', () => {
  expect(fixOfPattern('quantum-loop')).toBe(GENERAL_CPU_FIX);
  expect(fixOfPattern(null)).toBe(GENERAL_CPU_FIX);
  expect(fixOfPattern('constructor')).toBe(GENERAL_CPU_FIX);
});
