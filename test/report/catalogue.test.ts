import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DETECTORS } from '../../src/analyze/detectors/index.js';
import { CATALOGUE, entryOf, limitSentence, listIds, needsDeep, severityWords } from '../../src/report/catalogue.js';
import { docsIndex } from '../../src/report/docs-index.js';
import { WORDINGS } from '../../src/report/roast/table.js';

const ROOT = new URL('../../', import.meta.url);
const pageOf = (id: string) => readFileSync(new URL(`docs/findings/${id}.md`, ROOT), 'utf8');
/** As one line of text, however the page breaks it. */
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

/** What a page's code may take: the page of 80 columns less the indent of code. */
const CODE_COLUMNS = 76;

describe('the table of findings', () => {
  it('lists each detector once, and words each', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(DETECTORS.map(({ id }) => id)));
    expect([...ids].sort()).toEqual(WORDINGS.map(({ id }) => id).sort());
  });

  it.each(DETECTORS.map((detector) => [detector.id, detector] as const))('%s has its file', (id) => {
    expect(existsSync(new URL(`src/analyze/detectors/${id}.ts`, ROOT))).toBe(true);
  });

  it.each(CATALOGUE.map((entry) => [entry.id, entry] as const))('%s says what it is and what it needs', (_, entry) => {
    expect(entry.summary).not.toBe('');
    expect(entry.needs.length).toBeGreaterThan(0);
    expect(entry.limits.length).toBeGreaterThan(0);
  });

  it('names severities as people do', () => {
    expect(severityWords({ severities: ['error', 'warning', 'info'] })).toBe('error, warning or info');
    expect(severityWords({ severities: ['info'] })).toBe('info');
    expect(severityWords({ severities: [] })).toBe('a note');
  });

  it('knows what takes --deep', () => {
    expect(needsDeep({ needs: ['deep'] })).toBe(true);
    expect(needsDeep({ needs: ['stalls'] })).toBe(false);
  });

  it('finds a row by its id', () => {
    expect(entryOf('blocking-call')?.name).toBe('Blocking call');
    expect(entryOf('no-such-thing')).toBeUndefined();
  });

  it('is in the help of explain', () => {
    for (const { id } of CATALOGUE) expect(listIds()).toContain(`  ${id} `);
  });
});

describe('the pages', () => {
  it.each(CATALOGUE.map((entry) => [entry.id, entry] as const))(
    '%s tells its defaults and their reasons',
    (id, entry) => {
      const page = flat(pageOf(id));
      expect(page).toContain('## From when on');
      for (const limit of entry.limits) expect(page).toContain(`- ${limitSentence(limit)}`);
    },
  );

  it.each(CATALOGUE.map(({ id }) => id))('%s has code that fits the terminal', (id) => {
    const code = pageOf(id).matchAll(/^```.*\n([\s\S]*?)^```/gm);
    const lines = [...code].flatMap(([, text = '']) => text.split('\n'));
    expect(lines.filter((line) => line.length > CODE_COLUMNS)).toEqual([]);
  });

  it('have an index that the table wrote: run the tests with -u after a change', async () => {
    await expect(docsIndex()).toMatchFileSnapshot('../../docs/findings/README.md');
  });
});
