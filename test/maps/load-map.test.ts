import { describe, expect, it } from 'vitest';
import { MAX_SEGMENTS } from '../../src/maps/limits.js';
import { loadMap } from '../../src/maps/load-map.js';
import { originalAt } from '../../src/maps/position.js';

const plain = (change: object = {}) => ({ version: 3, names: [], sources: ['a.ts'], mappings: 'AAAA,IACE', ...change });
const load = (map: unknown) => loadMap(JSON.stringify(map));
const at = (map: unknown, line: number, column: number) => {
  const loaded = load(map);
  if (loaded.map === null) return loaded.reason;
  const found = originalAt(loaded, line, column);
  return typeof found === 'string' ? found : `${found.source.name}:${found.line}:${found.column}`;
};

/** A section that begins on a line, counted from 0. */
const section = (line: number, map: object, column = 0) => ({ offset: { line, column }, map });

describe('a source map', () => {
  it.each([
    ['on its first word', 1, 1, 'a.ts:1:1'],
    ['before the next word', 1, 4, 'a.ts:1:1'],
    ['on the next word', 1, 5, 'a.ts:2:3'],
    ['far behind the last word of the line', 1, 500, 'a.ts:2:3'],
    ['on a line that it says nothing of', 2, 1, 'helper'],
  ])('is asked %s', (_what, line, column, place) => {
    expect(at(plain(), line, column)).toBe(place);
  });

  it('may put a root before its sources', () => {
    expect(at(plain({ sourceRoot: '../src' }), 1, 1)).toBe('../src/a.ts:1:1');
    expect(at(plain({ sourceRoot: '/root/', sources: ['/abs/a.ts'] }), 1, 1)).toBe('/abs/a.ts:1:1');
  });

  it('may come in sections, each with its own sources, root and list of ignored ones', () => {
    const map = {
      version: 3,
      sections: [
        section(0, plain({ sourceRoot: 'one' })),
        section(2, plain({ sources: ['b.ts'], x_google_ignoreList: [0] }), 4),
      ],
    };
    expect(at(map, 1, 5)).toBe('one/a.ts:2:3');
    expect(at(map, 3, 9)).toBe('b.ts:2:3');
    const loaded = load(map);
    expect(loaded.map === null ? [] : loaded.sources.map((source) => source.isIgnored)).toEqual([false, true]);
  });

  it('may have what servers put before JSON', () => {
    expect(loadMap(`)]}'\n${JSON.stringify(plain())}`).map).not.toBeNull();
  });

  it('says where no source has the code', () => {
    expect(at(plain({ mappings: 'AAAA,I' }), 1, 6)).toBe('helper');
  });

  it.each([
    ['a source that is not there', 'ACAA'],
    ['a source before the first', 'ADAA'],
    ['a line before the first', 'AADA'],
  ])('that points to %s is not followed', (_what, mappings) => {
    expect(at(plain({ mappings }), 1, 1)).toBe('outside');
  });
});

describe('a hostile or broken map', () => {
  const nested = (depth: number): object =>
    depth === 0 ? plain() : { version: 3, sections: [section(0, nested(depth - 1))] };

  it.each([
    ['text that is no JSON', 'let map;', 'it is no JSON'],
    ['nothing', '', 'it is no JSON'],
    ['null', 'null', 'it is no source map'],
    ['a list', '[]', 'it is no source map'],
    ['another version', JSON.stringify(plain({ version: 2 })), 'it is not of version 3'],
    ['no sources', JSON.stringify({ version: 3, mappings: '' }), 'it is no source map'],
    ['mappings that are no text', JSON.stringify(plain({ mappings: [[[0]]] })), 'it is no source map'],
    ['names that are no list', JSON.stringify(plain({ names: { length: 1e9 } })), 'it is no source map'],
    [
      'sections without a place',
      JSON.stringify({ version: 3, sections: [{ map: plain() }] }),
      'one of its sections is broken',
    ],
    [
      'sections that lie elsewhere',
      JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'x' }] }),
      'its sections lie elsewhere',
    ],
    [
      'sections that run backwards',
      JSON.stringify({ version: 3, sections: [section(9, plain()), section(1, plain())] }),
      'one of its sections is broken',
    ],
    [
      'a section at the end of the world',
      JSON.stringify({ version: 3, sections: [section(4e9, plain())] }),
      'it is too large',
    ],
    ['sections in sections in sections', JSON.stringify(nested(50)), 'its sections are nested too deeply'],
    ['millions of empty lines', JSON.stringify(plain({ mappings: ';'.repeat(MAX_SEGMENTS + 1) })), 'it is too large'],
  ])('with %s gives a reason', (_what, text, reason) => {
    expect(loadMap(text)).toEqual({ map: null, reason });
  });

  it('of sections nested beyond any stack gives a reason', () => {
    const deep = '{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":'.repeat(100_000);
    expect(loadMap(deep)).toMatchObject({ map: null });
    expect(loadMap(`${deep}{}${'}]}'.repeat(100_000)}`)).toMatchObject({ map: null });
  });

  it.each(['!!!!', 'A', 'AAAAAAAAAAAA', 'gggggggggggggggg', '\u{1F600}'])(
    'with the mappings %j does not throw',
    (mappings) => {
      expect(typeof at(plain({ mappings }), 1, 1)).toBe('string');
    },
  );

  it('with odd values in its lists does not throw', () => {
    const odd = plain({ sources: [null, 7, {}], sourcesContent: [1, null, {}], names: [null, 3], ignoreList: 'x' });
    expect(at(odd, 1, 1)).toBe('null:1:1');
  });
});
