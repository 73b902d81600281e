import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { appendToTrace } from '../../src/trace/append.js';
import { findRuns } from '../../src/trace/find-runs.js';
import { readTrace } from '../../src/trace/read.js';
import { closed, fileWith, header, launched, ndjson, scratch } from '../support/trace-lines.js';

const stall = (number: number) => [
  { type: 'stall-open', stall: number, startNs: number * 1000, atNs: number * 1000 + 60 },
  closed({ stall: number, startNs: number * 1000, endNs: number * 1000 + 200 }),
];
const stalls = (count: number) => Array.from({ length: count }, (_, i) => stall(i + 1)).flat();
/** Text that gzip makes little of, so that it is long when it is packed, too. */
const noise = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ type: 'weather', sunny: Math.sin(i).toString(36) }));
const count = async (path: string) => (await readTrace(path)).processes[0]?.stalls.length;

describe('a trace that gzip has packed', () => {
  it('is read as it was before, however long it is', async () => {
    const text = ndjson(header(), ...noise(40_000), ...stalls(3000));
    expect(text.length).toBeGreaterThan(1024 * 1024);
    const packed = await readTrace(await fileWith(gzipSync(text), '100.ndjson.gz'));
    const plain = await readTrace(await fileWith(text));
    expect(packed.processes).toEqual(plain.processes);
    expect(packed.problems).toEqual([]);
  });

  it('is known by its bytes, whatever its name', async () => {
    expect(await count(await fileWith(gzipSync(ndjson(header(), ...stalls(2))), 'trace'))).toBe(2);
    expect(await count(await fileWith(ndjson(header(), ...stalls(2)), '100.ndjson.gz'))).toBe(2);
  });

  it('may be of several packed parts, as `cat` joins them', async () => {
    const parts = [ndjson(header(), ...stall(1)), ndjson(...stall(2))].map((part) => gzipSync(part));
    expect(await count(await fileWith(Buffer.concat(parts), '100.ndjson.gz'))).toBe(2);
  });

  it('is found in its folder, with the launcher, and among the segments of a recorder', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'run.ndjson.gz'), gzipSync(ndjson(launched())));
    await writeFile(join(folder, '100.ndjson.gz'), gzipSync(ndjson(header(), ...stalls(1))));
    for (const path of [folder, join(folder, 'run.ndjson.gz')]) {
      const { run, processes } = await readTrace(path);
      expect({ script: run?.launch.command, stalls: processes[0]?.stalls.length }).toEqual({
        script: ['node', 'app.js'],
        stalls: 1,
      });
    }
    const recorded = join(folder, 'recorded');
    await mkdir(recorded);
    for (const name of ['a.00000001.ndjson.gz', 'a.00000002.ndjson']) await writeFile(join(recorded, name), '');
    const found: string[][] = [];
    for await (const { files } of findRuns([recorded], () => {})) found.push([...files]);
    expect(found).toEqual([['a.00000001.ndjson.gz', 'a.00000002.ndjson'].map((name) => join(recorded, name))]);
  });

  it('counts once where it lies beside what it was packed from', async () => {
    const folder = await scratch();
    const text = ndjson(header(), ...stalls(1));
    await writeFile(join(folder, '100.ndjson'), text);
    await writeFile(join(folder, '100.ndjson.gz'), gzipSync(text));
    expect((await readTrace(folder)).processes).toHaveLength(1);
    const found: string[] = [];
    for await (const { path } of findRuns([folder], () => {})) found.push(path);
    expect(found).toEqual([join(folder, '100.ndjson')]);
  });

  it('is read up to where it breaks off or is damaged, and says so', async () => {
    const packed = gzipSync(ndjson(header(), ...stalls(3000)));
    const damaged = Buffer.from(packed);
    const half = packed.length >> 1;
    damaged.fill(0xff, half, half + 20);
    for (const bytes of [packed.subarray(0, half), damaged]) {
      const { processes, problems } = await readTrace(await fileWith(bytes, '100.ndjson.gz'));
      const read = processes[0]?.stalls.length ?? 0;
      expect(read).toBeGreaterThan(500);
      expect(read).toBeLessThan(3000);
      expect(problems.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(
          /^100\.ndjson\.gz is damaged as gzip data \(Z_(BUF|DATA)_ERROR\); what came before was read/,
        ),
      );
    }
  });

  it('is refused in one sentence where nothing of it can be unpacked', async () => {
    const bytes = gzipSync(ndjson(header())).fill(0xff, 12);
    const file = await fileWith(bytes, '100.ndjson.gz');
    await expect(readTrace(file)).rejects.toThrow(/is damaged as gzip data \(Z_DATA_ERROR\): copy it anew\.$/);
  });

  it('is left as it is by what is found out later', async () => {
    const file = await fileWith(gzipSync(ndjson(header(), ...stalls(1))), '100.ndjson.gz');
    const before = await readFile(file);
    expect(appendToTrace(file, [{ type: 'unmapped', file: '/app.js', reason: 'no map' }])).toBe(false);
    expect(await readFile(file)).toEqual(before);
  });
});
