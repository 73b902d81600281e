import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../../src/report/terminal/code-frame.js';
import { improvement } from '../../../src/report/terminal/culprit.js';
import { createInk } from '../../../src/report/terminal/ink.js';
import { shellQuote } from '../../../src/report/terminal/place.js';
import { levelOf, squeeze } from '../../../src/report/terminal/sparkline.js';
import { place } from '../sample.js';

const ink = createInk({ columns: 40, color: false, unicode: true, links: false });

describe('the sparkline', () => {
  test('squeezes by the worst of neighbours', () => {
    expect(squeeze([1, 2, 3, 4, 5, 6], 3)).toEqual([2, 4, 6]);
    expect(squeeze([1, 2], 3)).toEqual([1, 2]);
  });

  test('calm stays low, every stall stands out, the worst reaches the top', () => {
    expect([0, 10, 49, 50, 100, 1000, Number.NaN].map((ms) => levelOf(ms, 50, 1000, 8))).toEqual([0, 0, 2, 3, 4, 7, 0]);
    expect(levelOf(50, 50, 50, 8)).toBe(3);
  });
});

describe('the code frame', () => {
  const source = { startLine: 10, lines: ['', '  if (a) {', '\t  b();', '    c();', '  }', 'x'] };

  test('marks the line, without indentation that all share', () => {
    expect(codeFrame(ink, source, place('a.js', 13, '', 5), 2)).toEqual([
      '    11 │   if (a) {',
      '    12 │     b();',
      '  ▸ 13 │     c();',
      '    14 │   }',
      '    15 │ x',
    ]);
  });

  test('leaves out blank lines at its ends', () => {
    expect(codeFrame(ink, { startLine: 1, lines: ['', '', 'x();', '', ''] }, place('a.js', 3), 0)).toEqual([
      '▸ 3 │ x();',
    ]);
  });

  test('shows a line that is too long around the place', () => {
    const line = `${'a();'.repeat(50)}slow();${'b();'.repeat(50)}`;
    const [frame] = codeFrame(ink, { startLine: 1, lines: [line] }, place('a.js', 1, '', 201), 0);
    expect(frame).toBe('▸ 1 │ …a();a();a();a();slow();b();b();b…');
  });

  test('a long line does not push its neighbours out of sight', () => {
    const lines = ['first();', `${'x'.repeat(60)}(slow());`, 'last();'];
    expect(codeFrame(ink, { startLine: 1, lines }, place('a.js', 2, '', 62), 0)).toEqual([
      '  1 │ first();',
      '▸ 2 │ …xxxxxxxxxxxxxxx(slow());',
      '  3 │ last();',
    ]);
  });

  test('is empty where the source has no such line', () => {
    expect(codeFrame(ink, undefined, place('a.js', 3), 0)).toEqual([]);
    expect(codeFrame(ink, { startLine: 1, lines: ['x'] }, place('a.js', 3), 0)).toEqual([]);
  });
});

test('an improvement names its unit once', () => {
  expect(improvement(ink, 'p99', 212, 14)).toBe('p99 212 → 14 ms');
  expect(improvement(ink, 'max', 1200, 80)).toBe('max 1.2 s → 80 ms');
  expect(improvement(ink, 'max', 80, 80)).toBe('');
  expect(improvement(ink, 'max', null, 80)).toBe('');
});

test('a command can be pasted', () => {
  expect(shellQuote('.loopcheck/run-1')).toBe('.loopcheck/run-1');
  expect(shellQuote("it's here")).toBe("'it'\\''s here'");
});
