import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableOf, withTable } from '../bench/peers/table.mjs';
import { TOOLS } from '../bench/peers/tools/index.mjs';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/comparison.md'), 'utf8');
const results = JSON.parse(readFileSync(join(ROOT, 'docs/peers.json'), 'utf8'));

describe('the comparison with other tools', () => {
  it('shows the table of the results that are kept beside it', () => {
    expect(withTable(page, results)).toBe(page);
    expect(page).toContain(tableOf(results));
  });

  it('has a row for every tool, measured or with the reason why not', () => {
    expect(results.tools.map(({ name }: { name: string }) => name)).toEqual(TOOLS.map(({ name }) => name));
    for (const tool of results.tools) {
      const judged = Object.keys(tool.marks).length;
      expect(tool.notMeasured === null ? judged : 0, tool.name).toBe(tool.notMeasured === null ? results.cases : 0);
    }
  });

  it('asks loopcheck, which claims everything, of every program', () => {
    const [loopcheck] = results.tools;
    expect(Object.values<{ scope: boolean }>(loopcheck.marks).every((mark) => mark.scope)).toBe(true);
  });
});
