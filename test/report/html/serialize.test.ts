import { expect, it } from 'vitest';
import { serialize } from '../../../src/report/html/serialize.js';

it('makes numbers short, and leaves small shares more than nothing', () => {
  expect(serialize([1234.56789, 0.000331, 0, Number.POSITIVE_INFINITY])).toBe('[1234.568,0.000331,0,null]');
});

it('spells control characters out, but in paths for the editor and in Markdown that is safe already', () => {
  expect(JSON.parse(serialize({ name: 'a\u0007', path: 'a\u0007', markdown: 'a\nb' }))).toEqual({
    name: 'a\\x07',
    path: 'a\u0007',
    markdown: 'a\nb',
  });
});
