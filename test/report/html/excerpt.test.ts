import { expect, it } from 'vitest';
import { excerptOf } from '../../../src/report/html/excerpt.js';
import { CWD, cause, place, stall } from '../sample.js';

const location = place('app.js', 10, 'load');
const frame = (line: number, share: number, more = {}) => ({
  ...place('app.js', line),
  share,
  origin: 'app' as const,
  package: null,
  ...more,
});
const sources = (lines: readonly string[], startLine = 1) => new Map([[`${CWD}/app.js`, { startLine, lines }]]);
const numbered = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);

it('takes the lines round the blamed one', () => {
  const excerpt = excerptOf({ location }, [], sources(numbered));
  expect([excerpt?.startLine, excerpt?.lines[0], excerpt?.lines.at(-1)]).toEqual([5, 'line 5', 'line 17']);
});

it('keeps to the piece of the source that is there', () => {
  const excerpt = excerptOf({ location }, [], sources(['nine', 'ten'], 9));
  expect(excerpt).toMatchObject({ startLine: 9, lines: ['nine', 'ten'] });
});

it('is null where the blamed line is in no source', () => {
  expect(excerptOf({ location }, [], sources(['one'], 1))).toBeNull();
  expect(excerptOf({ location: null }, [], sources(numbered))).toBeNull();
});

it('weighs the heat of a line by the length of the stalls, and counts recursion once', () => {
  const long = stall(1, 300, cause('cpu'), location, { stack: [frame(10, 1), frame(10, 1), frame(12, 0.5)] });
  const short = stall(2, 100, cause('cpu'), location, { stack: [frame(12, 1), frame(8, 1, { async: true })] });
  const heat = excerptOf({ location }, [long, short], sources(numbered))?.heat;
  expect(heat).toEqual([
    [10, 0.75],
    [12, 0.625],
  ]);
});

it('cuts a minified line round the column', () => {
  const text = `${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`;
  const excerpt = excerptOf({ location: { ...location, line: 1, column: 5001 } }, [], sources([text]));
  expect(excerpt?.lines[0]).toMatch(/^…a+HEREb+…$/);
  expect(excerpt?.lines[0]).toHaveLength(242);
});
