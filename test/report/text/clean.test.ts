import { expect, test } from 'vitest';
import { ascii, visible } from '../../../src/report/text/clean.js';

test.each([
  ['\u001b[2J', '\\x1b[2J'],
  ['a\nb\r\t\u0000', 'a\\x0ab\\x0d\\x09\\x00'],
  ['\u009b31m', '\\x9b31m'],
  ['\u007f', '\\x7f'],
  ['user\u202egpj.js', 'user\\u202egpj.js'],
  ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
  ['\u2028', '\\u2028'],
  ['\ud800x', '\uFFFDx'],
  ['\u{E0041}', '\\u{e0041}'],
  ['\uE000', '\\ue000'],
])('%j is shown as %s', (hostile, shown) => {
  expect(visible(hostile)).toBe(shown);
});

test('what is plainly visible stays: letters of all scripts, and emoji that are joined', () => {
  expect(visible('サーバー é 👩‍🍳 ok')).toBe('サーバー é 👩‍🍳 ok');
});

test('ASCII spells typography out and drops emoji', () => {
  expect(ascii('“a” → 1–2 × … 🍝')).toBe('"a" -> 1-2 x ...');
  expect(ascii('é日')).toBe('??');
});
