import { describe, expect, it } from 'vitest';
import { code, plain, prose, table } from '../../../src/report/markdown/escape.js';

describe('plain', () => {
  it.each([
    ['HTML', '<img src=x onerror=y>&amp;', '&lt;img src=x onerror=y&gt;&amp;<!-- -->amp;'],
    ['a link', '[x](http://evil.example)', '\\[x\\](http:<!-- -->//evil.example)'],
    ['a picture', '![x](y)', '\\!\\[x\\](y)'],
    ['a bare link', 'www.evil.example', 'www<!-- -->.evil.example'],
    ['emphasis and code', '*a* _b_ ~~c~~ `d`', '\\*a\\* \\_b\\_ \\~\\~<!-- -->c\\~\\~ \\`d\\`'],
    ['a mention', 'hi @team', 'hi @<!-- -->team'],
    [
      'references',
      '#12 !3 $4 ~bug &5 GH-6',
      '\\#<!-- -->12 \\!<!-- -->3 \\$<!-- -->4 \\~<!-- -->bug &amp;<!-- -->5 GH-<!-- -->6',
    ],
    ['a heading', '# a', '\\# a'],
    ['a list', '- a', '\\- a'],
    ['a numbered list', '1. a', '1\\. a'],
    ['line ends', 'a\n\n# b', 'a\\\\x0a\\\\x0a\\# b'],
    ['a share', '98 % of 3', '98 % of 3'],
  ])('takes %s for text', (_what, text, escaped) => {
    expect(plain(text)).toBe(escaped);
  });
});

describe('code', () => {
  it('has a fence that no text in it can close', () => {
    expect(code('a')).toBe('`a`');
    expect(code('a``b`')).toBe('``` a``b` ```');
    expect(code('a\nb')).toBe('`a\\x0ab`');
  });
});

describe('prose', () => {
  it('keeps the code in our sentences, and escapes around it', () => {
    expect(prose('`fs.readFileSync` held [it] in `a*b`.')).toBe('`fs.readFileSync` held \\[it\\] in `a*b`.');
  });

  it('takes a backtick without a partner for text', () => {
    expect(prose('`a` and ` @me')).toBe('`a` and \\` @<!-- -->me');
  });

  it('cuts what is too long', () => {
    expect(prose('x'.repeat(10_000))).toHaveLength(800);
  });
});

describe('table', () => {
  it('has as many cells in each row as heads', () => {
    const rows = table(['a', 'b'], [[code('x\\|y'), plain('1|2\\')]]).split('\n');
    expect(rows.map((row) => row.split('|').length)).toEqual([4, 4, 4]);
  });
});
