import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/report/text/width.js';
import { GLUE, keepTogether, paintLine, wrap } from '../../../src/report/text/wrap.js';

const star = (text: string): string => `<${text}>`;

function lines(text: string, columns: number): string[] {
  return wrap([{ text }], columns).map(paintLine);
}

test('fills lines up to the last column', () => {
  expect(lines('aaa bbb ccc', 7)).toEqual(['aaa bbb', 'ccc']);
  expect(lines('aaa bbb ccc', 6)).toEqual(['aaa', 'bbb', 'ccc']);
  expect(lines('', 10)).toEqual(['']);
});

test('counts wide characters as two', () => {
  expect(lines('日本 語', 5)).toEqual(['日本', '語']);
  expect(lines('🔥🔥🔥', 4)).toEqual(['🔥🔥', '🔥']);
});

test('breaks a word that no line can hold', () => {
  expect(lines('see /a/very/long/path', 8)).toEqual(['see', '/a/very/', 'long/pat', 'h']);
  expect(lines('日', 1)).toEqual(['日']);
});

test('paints each piece on each line by itself', () => {
  const spans = [{ text: 'plain ' }, { text: 'painted and long', paint: star }, { text: '.' }];
  expect(wrap(spans, 14).map(paintLine)).toEqual(['plain <painted>', '<and long>.']);
});

test('glue holds words together', () => {
  expect(lines(`take${GLUE}430${GLUE}ms now`, 12)).toEqual(['take 430 ms', 'now']);
  expect(keepTogether('took 430 ms, 63 % 🍝')).toBe(`took 430${GLUE}ms, 63${GLUE}%${GLUE}🍝`);
});

test('no line is wider than asked, whatever the text', () => {
  const text = 'a bb 日本語日本語 👩‍🍳👩‍🍳 /very/long/path/without/any/space.js `code` … 🔥';
  for (let columns = 2; columns <= 40; columns += 1) {
    for (const line of lines(text, columns)) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  }
});
