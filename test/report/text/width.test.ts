import { expect, test } from 'vitest';
import { clipEnd, clipStart, displayWidth } from '../../../src/report/text/width.js';

test.each([
  ['plain', 5],
  ['', 0],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['한글', 4],
  ['ｆｕｌｌ', 8],
  ['🔥', 2],
  ['👩‍🍳', 2],
  ['👍🏽', 2],
  ['🇸🇪', 2],
  ['1️⃣', 2],
  ['✔', 1],
  ['▁█│─', 4],
  ['…→×', 3],
])('%s takes %d columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test('clipping keeps the end that matters and never cuts a wide character in half', () => {
  expect(clipEnd('abcdef', 4)).toBe('abc…');
  expect(clipStart('/a/b/app.js', 7)).toBe('…app.js');
  expect(clipEnd('日本語', 4)).toBe('日…');
  expect(clipStart('日本語', 4)).toBe('…語');
  expect(clipEnd('abcdef', 5, '...')).toBe('ab...');
  expect(clipEnd('abc', 3)).toBe('abc');
});
