import { expect, test } from 'vitest';
import { clipEnd, clipStart, displayWidth, graphemes } from '../../../src/report/text/width.js';

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

test('what is cut without the segmenter is cut as it would cut it', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const ranges = [
    [0x20, 0x7e],
    [0xa1, 0xac],
    [0xae, 0x2ff],
    [0x2010, 0x2027],
    [0x2190, 0x23ff],
    [0x2500, 0x27bf],
    [0x1f300, 0x1f3fa],
    [0x1f400, 0x1faff],
  ] as const;
  const all = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  for (const code of all) {
    const text = `🍝${String.fromCodePoint(code)}a${String.fromCodePoint(code, code)}─🍝`;
    expect(graphemes(text)).toEqual(Array.from(segmenter.segment(text), ({ segment }) => segment));
  }
});
