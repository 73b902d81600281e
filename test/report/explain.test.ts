import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/report/explain.js';
import { WORDINGS } from '../../src/report/roast/table.js';
import { displayWidth } from '../../src/report/text/width.js';

const FOLDER = new URL('../../docs/findings/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');
const pages = new Map(files.map((name) => [name.slice(0, -'.md'.length), readFileSync(new URL(name, FOLDER), 'utf8')]));
const PLAIN = { pages, columns: 80, color: false, unicode: true, links: false };

describe('each finding has its page', () => {
  test.each(WORDINGS.map(({ id }) => id))('%s', (id) => {
    const page = pages.get(id) ?? '';
    for (const part of [
      '## How it is measured',
      '## From when on',
      '## What it can',
      '## Bad',
      '## Good',
      '## The fix',
    ])
      expect(page).toContain(part);
    expect(page).toMatch(/^# \S/);
  });
});

describe('explain', () => {
  test.each([...pages.keys()])('%s fits 80 and 40 columns', (id) => {
    for (const columns of [80, 40]) {
      for (const line of explain(id, { ...PLAIN, columns }).split('\n'))
        expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
    }
  });

  test('sets a page: headings, text, code as it is', () => {
    const page =
      '# Title\n\nFirst line\nand `code`.\n\n## Part\n\n- one\n  more\n- two\n\n```js\nif (a) {\n  b();\n}\n```\n';
    expect(explain('x', { ...PLAIN, columns: 30, pages: new Map([['x', page]]) })).toBe(`\
Title ────────────────────────

  First line and \`code\`.

Part
  · one more
  · two

    if (a) {
      b();
    }
`);
  });

  test('sets lists with a star where there is only ASCII', () => {
    const text = explain('x', { ...PLAIN, unicode: false, pages: new Map([['x', '# T\n\n- one\n']]) });
    expect(text).toContain('\n  * one\n');
  });

  test('without an id, lists what there is', () => {
    const text = explain(null, PLAIN);
    expect(text).toMatch(/^blocking-call +a synchronous call into the system holds the loop$/m);
    for (const id of pages.keys()) expect(text).toMatch(new RegExp(`^${id} `, 'm'));
  });

  test('lists what there is on a narrow page too', () => {
    const text = explain(null, { ...PLAIN, columns: 40 });
    expect(text).toMatch(/^blocking-call +a synchronous[^\n]*\n {20}/m);
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(40);
  });

  test('an id without a page is an error', () => {
    expect(() => explain('nope', PLAIN)).toThrow(new RangeError('There is no finding nope.'));
  });
});
