import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findRun, findRuns } from '../../src/trace/find.js';
import { header, ndjson, scratch } from '../support/trace-lines.js';

let home = '';
beforeEach(async () => {
  home = await scratch();
});

/** Makes a run's folder. */
async function run(...parts: string[]): Promise<void> {
  await mkdir(join(home, ...parts), { recursive: true });
  await writeFile(join(home, ...parts, '1.ndjson'), ndjson(header()));
}

describe('the runs of a folder', () => {
  it('are found oldest first, those of a series as well', async () => {
    await run('2026-01-03');
    await run('2026-01-02-series', '2026-01-02T2');
    await run('2026-01-02-series', '2026-01-02T1');
    await run('2026-01-01');
    const names = ['2026-01-01', '2026-01-02-series/2026-01-02T1', '2026-01-02-series/2026-01-02T2', '2026-01-03'];
    expect(await findRuns(home)).toEqual(names.map((name) => join(home, name)));
  });

  it('are itself where it is one, or a file', async () => {
    await run('one');
    expect(await findRuns(join(home, 'one'))).toEqual([join(home, 'one')]);
    expect(await findRuns(join(home, 'one', '1.ndjson'))).toEqual([join(home, 'one', '1.ndjson')]);
  });

  it('are none in an empty folder, and an error in none', async () => {
    expect(await findRuns(home)).toEqual([]);
    await expect(findRuns(join(home, 'nothing'))).rejects.toThrow('There is no trace');
  });
});

it('the newest run may be the last of a series', async () => {
  await run('2026-01-01');
  await run('2026-01-02-series', '2026-01-02T1');
  await run('2026-01-02-series', '2026-01-02T2');
  expect((await findRun(home)).files).toEqual([join(home, '2026-01-02-series', '2026-01-02T2', '1.ndjson')]);
});
