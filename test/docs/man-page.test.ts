import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.js';
import { manPage } from './man-page.js';

const FILE = join(import.meta.dirname, '../../docs/loopcheck.1');
const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('docs/loopcheck.1', () => {
  it('is what the options are now: npm run docs:man writes it anew', async () => {
    await expect(manPage()).toMatchFileSnapshot(FILE);
  });

  it('names every command, and every option of a run', () => {
    const page = readFileSync(FILE, 'utf8').replaceAll('\\-', '-');
    const [run, ...others] = commandTable();
    for (const { long } of run?.options ?? []) expect(page).toContain(`\\fB${long}\\fR`);
    for (const { words } of others) expect(page).toContain(`\n.SS ${words.join(' ')}\n`);
  });

  it.skipIf(!hasGroff)('is formatted without a warning', () => {
    const { stderr, stdout } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-Kutf8'], {
      input: manPage(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toContain('find what blocks the Node.js event loop');
  });
});
