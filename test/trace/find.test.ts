import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findRun, findRuns } from '../../src/trace/find.js';
import { header, launched, ndjson, scratch } from '../support/trace-lines.js';

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

it("the launcher's file by itself stands for its run: alone it tells of no process", async () => {
  await run('one');
  await writeFile(join(home, 'one', 'run.ndjson'), ndjson(launched()));
  const { files } = await findRun(join(home, 'one', 'run.ndjson'));
  expect(files.map((path) => basename(path))).toEqual(['1.ndjson', 'run.ndjson']);
});

describe('trace files side by side', () => {
  const write = (name: string, ...lines: readonly object[]) => writeFile(join(home, name), ndjson(...lines));
  const names = async () => (await findRuns(home)).map((path) => basename(path));

  it('are a run each where they hold one from its launch on, the newest by its clock', async () => {
    await write('b.ndjson', launched({ originWallMs: 1000 }), { type: 'spawned', atNs: 1, pid: 1 }, header());
    await write('a.ndjson', launched({ originWallMs: 3000 }), header());
    await write('c.ndjson', header({ originWallMs: 2000 }));
    expect(await names()).toEqual(['b.ndjson', 'c.ndjson', 'a.ndjson']);
    expect(await findRun(home)).toEqual({
      files: [join(home, 'a.ndjson')],
      problems: [
        {
          file: join(home, 'a.ndjson'),
          message: `${home} holds 3 runs; this is the newest, a.ndjson.`,
          kind: 'choice',
        },
      ],
    });
  });

  it('are one run where they are its processes, whatever the file of the launcher is called', async () => {
    await write('1.ndjson', header({ pid: 1 }));
    await write('2.ndjson', header({ pid: 2 }));
    expect((await findRun(home)).files).toHaveLength(2);
    await write('launch.ndjson', launched(), { type: 'spawned', atNs: 1, pid: 1 });
    expect((await findRun(home)).files).toHaveLength(3);
    await write('run.ndjson', launched(), { type: 'spawned', atNs: 1, pid: 1 });
    expect((await findRun(home)).files).toHaveLength(4);
  });
});

it('the newest run may be the last of a series', async () => {
  await run('2026-01-01');
  await run('2026-01-02-series', '2026-01-02T1');
  await run('2026-01-02-series', '2026-01-02T2');
  expect((await findRun(home)).files).toEqual([join(home, '2026-01-02-series', '2026-01-02T2', '1.ndjson')]);
});
