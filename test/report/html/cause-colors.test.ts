import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const css = readFileSync(join(ROOT, 'src/report/html/static/page.css'), 'utf8');
const [, union = ''] =
  /export type CauseKind =([^;]+);/.exec(readFileSync(join(ROOT, 'src/analyze/diagnosis.ts'), 'utf8')) ?? [];
const kinds = [...union.matchAll(/'([\w-]+)'/g)].map(([, kind]) => kind ?? '');

it('knows the kinds of causes', () => {
  expect(kinds).toEqual(expect.arrayContaining(['sync-call', 'suspended']));
});

it.each(kinds)('the page has a colour for %s in light and in dark, and a swatch', (kind) => {
  expect(css.match(new RegExp(`^\\s+--cause-${kind}: `, 'gm'))).toHaveLength(2);
  expect(css).toContain(`background: var(--cause-${kind});`);
});
