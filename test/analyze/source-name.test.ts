import { describe, expect, it } from 'vitest';
import { toFrame } from '../../src/analyze/frames.js';
import { openSources } from '../../src/analyze/source/source-book.js';
import { authorsName } from '../../src/analyze/source/source-name.js';

const TEXT = `export class Store {
  constructor() { this.rows = 1; }
  load() { return this.rows; }
  get total() { return 2; }
}
export function burn() { return 3; }
const twice = () => 4;
setTimeout(() => 5);
`;

/** What a function seen on `line` is called, when it ran as `name`. */
async function named(name: string, line: number, text = TEXT): Promise<string> {
  const sources = await openSources([{ type: 'source', url: '/app/src/a.ts', startLine: 1, whole: true, text }]);
  const event = { type: 'frame', id: 1, function: name, url: '/app/dist/a.js', line: 1, column: 9 } as const;
  const column = (text.split('\n')[line - 1]?.search(/return|this|\d/) ?? 0) + 1;
  const place = { pid: 1, armedNs: null, frame: 1, url: '/app/src/a.ts', line, column };
  return authorsName(sources, toFrame(event, { type: 'mapped', ...place }));
}

describe('the name of a function in its author’s source', () => {
  it.each([
    ['a minified one', 'n', 6, 'burn'],
    ['a minified arrow', 'e', 7, 'twice'],
    ['a function on a minified exports', 'u.burn', 6, 'burn'],
    ['a method of a minified class', 'r.load', 3, 'Store.load'],
    ['the constructor of a minified class', 'r', 2, 'Store'],
    ['one that a bundler numbered', 'burn2', 6, 'burn'],
    ['a method of a numbered class', 'Store2.load', 3, 'Store.load'],
  ])('is found for %s', async (_what, name, line, written) => {
    expect(await named(name, line)).toBe(written);
  });

  it.each([
    ['a name as written', 'burn', 6],
    ['a subclass that V8 knows', 'Shop.load', 3],
    ['what V8 knows beyond the text', 'get total', 4],
    ['an anonymous function', '', 8],
    ['a short name in a text without that function', 'a', 9],
  ])('is left alone: %s', async (_what, name, line) => {
    expect(await named(name, line)).toBe(name);
  });

  it('is left alone where the source is too deep to be read', async () => {
    expect(await named('n', 1, `${'('.repeat(20_000)}1${')'.repeat(20_000)}`)).toBe('n');
  });
});
