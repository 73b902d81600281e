import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tail } from '../../src/cli/tail.js';
import { scratch } from '../support/trace-lines.js';

describe('tail', () => {
  it('gives each whole line once, as files grow and come', async () => {
    const dir = await scratch();
    const added = tail({ dir, file: null });
    expect(added()).toEqual([]);
    const [one, two] = [join(dir, '1.ndjson'), join(dir, '2.ndjson')];
    await writeFile(one, 'a\nb');
    expect(added()).toEqual([{ name: one, lines: ['a'] }]);
    await appendFile(one, 'c\n');
    await writeFile(two, 'x\n');
    expect(added()).toEqual([
      { name: one, lines: ['bc'] },
      { name: two, lines: ['x'] },
    ]);
  });

  it('reads pieces longer than its buffer, across characters of many bytes', async () => {
    const dir = await scratch();
    const line = 'ä€'.repeat(50_000);
    await writeFile(join(dir, '1.ndjson'), `${line}\n`);
    expect(tail({ dir, file: null })()[0]?.lines).toEqual([line]);
  });

  it('leaves out the file of the launcher', async () => {
    const dir = await scratch();
    await writeFile(join(dir, 'run.ndjson'), 'a\n');
    expect(tail({ dir, file: null })()).toEqual([]);
  });

  it('follows one shared file', async () => {
    const file = join(await scratch(), 'all.ndjson');
    const added = tail({ dir: null, file });
    expect(added()).toEqual([{ name: file, lines: [] }]);
    await writeFile(file, 'a\n');
    expect(added()[0]?.lines).toEqual(['a']);
  });
});
