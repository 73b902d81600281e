import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FoundRun } from '../../src/trace/find-runs.js';
import { sealedLine } from '../../src/trace/seal.js';
import { HeldBack } from '../../src/triage/read/held-back.js';
import { readOne } from '../../src/triage/read/read-one.js';
import { readFleet } from '../../src/triage/read-fleet.js';
import { armed, closed, header, launched, ndjson, scratch } from '../support/trace-lines.js';

function recorded(change: Parameters<typeof header>[0]): string {
  const stall = { type: 'stall-open', stall: 1, startNs: 1e9, atNs: 1.05e9 };
  return ndjson(header(change), armed, stall, closed({ startNs: 1e9, endNs: 1.2e9 }));
}

it('bad files are counted and named by kind, and the rest is read', async () => {
  const folder = await scratch();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('a.ndjson', recorded({ pid: 1, hostname: 'web-1', appVersion: '1.2.3', originWallMs: 1000 }));
  write('b-again.ndjson', recorded({ pid: 1, hostname: 'web-1', appVersion: '1.2.3', originWallMs: 1000 }));
  write('c-foreign.ndjson', '{"hello":1}\n');
  write('d-newer.ndjson', ndjson({ ...header(), version: 99 }));
  write('e-empty.ndjson', '');
  write('f-cut.ndjson', `${recorded({ pid: 2 })}{"type":"hea`);
  write('g-unsound.ndjson', recorded({ pid: 3, originWallMs: 1e300 }));
  const fleet = await readFleet([folder, join(folder, 'nowhere')]);
  expect(fleet.skips.map(({ path, kind }) => [path.slice(folder.length + 1), kind])).toEqual([
    ['b-again.ndjson', 'duplicate'],
    ['c-foreign.ndjson', 'foreign'],
    ['d-newer.ndjson', 'newer'],
    ['e-empty.ndjson', 'empty'],
    ['f-cut.ndjson', 'truncated'],
    ['g-unsound.ndjson', 'unsound'],
    ['nowhere', 'unreadable'],
  ]);
  expect(fleet.runs.map(({ host, version }) => [host, version])).toEqual([
    ['web-1', '1.2.3'],
    [null, null],
  ]);
  expect(fleet.stalls.map(({ run, totalMs, firstMs }) => [run, totalMs, firstMs])).toEqual([
    [fleet.runs[0]?.run, 200, 2000],
    [fleet.runs[1]?.run, 200, 1000],
  ]);
});

it("a run's folder is one run, whatever number of processes it holds", async () => {
  const folder = await scratch();
  mkdirSync(join(folder, 'run'));
  writeFileSync(join(folder, 'run/run.ndjson'), ndjson(launched()));
  writeFileSync(join(folder, 'run/1.ndjson'), recorded({ pid: 1 }));
  writeFileSync(join(folder, 'run/2.ndjson'), recorded({ pid: 2 }));
  const { runs, stalls } = await readFleet([folder]);
  expect(runs).toHaveLength(1);
  expect(stalls.map(({ count }) => count)).toEqual([2]);
});

it('health lines are passed over, and are a sign of life all the same', async () => {
  const folder = await scratch();
  writeFileSync(
    join(folder, 'a.ndjson'),
    `${recorded({ originWallMs: 0 })}{"type":"health","atNs":9000000000,"spanNs":1}\n`,
  );
  const { runs, skips } = await readFleet([folder]);
  expect(runs[0]?.endMs).toBe(9000);
  expect(skips).toEqual([]);
});

it('a pipe in a folder is left out and named: to wait for its end would be for ever', async () => {
  const folder = await scratch();
  execFileSync('mkfifo', [join(folder, 'a.ndjson')]);
  writeFileSync(join(folder, 'b.ndjson'), recorded({}));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'c.ndjson'));
  const { runs, skips } = await readFleet([folder]);
  expect(runs).toHaveLength(1);
  expect(skips.map(({ path, kind }) => [basename(path), kind])).toEqual([
    ['a.ndjson', 'unreadable'],
    ['c.ndjson', 'unreadable'],
  ]);
});

it('a capture of another tool that does not tell its day has no place in the calendar', async () => {
  const folder = await scratch();
  const importedFrom = { format: 'cpuprofile', file: 'x.cpuprofile', coversLoop: true, unknown: [] };
  writeFileSync(join(folder, 'a.ndjson'), recorded({ importedFrom, originWallMs: 0 }));
  const { runs, skips } = await readFleet([folder]);
  expect([runs.length, skips[0]?.kind]).toEqual([0, 'unsound']);
  expect(skips[0]?.message).toMatch(/a capture that does not say when it was recorded/);
});

it('a file is damaged once, in however many ways', async () => {
  const folder = await scratch();
  const lines = [sealedLine(header({ pid: 7, checksums: 'crc32' })), sealedLine(armed)];
  writeFileSync(join(folder, 'a.ndjson'), `${lines.join('')}{"type":"hea`);
  const { skips } = await readFleet([folder]);
  expect(skips).toEqual([
    {
      path: join(folder, 'a.ndjson'),
      kind: 'truncated',
      message:
        'a.ndjson ends in the middle of a line, which was left out. The trace of process 7 has no end: killed, ' +
        'crashed or still running, or the file was cut. What came after 0.00 s is not in this report.',
    },
  ]);
});

it("a flight recorder's segments are one run, none of them given twice, and nothing of it is damaged", async () => {
  const folder = await scratch();
  const segment = (number: number, startNs: number) => {
    const stall = { type: 'stall-open', stall: number, startNs, atNs: startNs + 5e7 };
    const opened = header({ segment: { of: '100-x', number, resolutionNs: 1 } });
    const path = join(folder, `100-x.0000000${number}.ndjson`);
    writeFileSync(path, ndjson(opened, armed, stall, closed({ stall: number, startNs, endNs: startNs + 2e8 })));
    return path;
  };
  const paths = [segment(2, 1e9), segment(3, 5e9)];
  for (const given of [[folder], paths]) {
    const { runs, stalls, skips } = await readFleet(given);
    expect(runs.map(({ path, endMs }) => [path, endMs])).toEqual([[paths[0], 5200]]);
    expect(stalls.map(({ count, totalMs }) => [count, totalMs])).toEqual([[2, 400]]);
    expect(skips).toEqual([]);
  }
});

describe('of copies of one run', () => {
  const cut = (seconds: number) => {
    const stalls = Array.from({ length: seconds }, (_, index) => {
      const at = { stall: index + 1, startNs: (index + 1) * 1e9 };
      return [{ type: 'stall-open', ...at, atNs: at.startNs + 5e7 }, closed({ ...at, endNs: at.startNs + 2e8 })];
    });
    const end = { type: 'end', atNs: 9e9, exitCode: 0, probeNs: 0, droppedEvents: 0 };
    const events = [header({ pid: 7, checksums: 'crc32' }), armed, ...stalls.flat(), ...(seconds < 8 ? [] : [end])];
    return events.map(sealedLine).join('');
  };

  it('the whole one counts, wherever it stands, and of cut ones the longest', async () => {
    const folder = await scratch();
    const put = (name: string, seconds: number) => writeFileSync(join(folder, name), cut(seconds));
    put('a.ndjson', 2);
    put('b.ndjson', 5);
    const skipsOf = async () => {
      const { skips, stalls } = await readFleet([folder]);
      return [stalls[0]?.count, ...skips.map(({ path, kind }) => [basename(path), kind])];
    };
    expect(await skipsOf()).toEqual([5, ['a.ndjson', 'duplicate'], ['b.ndjson', 'truncated']]);
    put('c.ndjson', 8);
    expect(await skipsOf()).toEqual([8, ['a.ndjson', 'duplicate'], ['b.ndjson', 'duplicate']]);
  });

  it('so many may be cut that not all are kept in memory: they are read again', async () => {
    const folder = await scratch();
    const held = new HeldBack(1);
    const read = (run: FoundRun) => readOne(run, { thresholdMs: null });
    for (const [place, name] of ['a.ndjson', 'b.ndjson'].entries()) {
      const path = join(folder, name);
      writeFileSync(path, cut(place + 1));
      const from = { path, files: [path] };
      expect(held.takes({ place, from, reading: await read(from) })).toBe(true);
    }
    const places: number[] = [];
    for await (const { place, reading } of held.fullestFirst({ read })) {
      places.push(place);
      expect(reading.kind).toBe('run');
    }
    expect(places).toEqual([1, 0]);
  });
});
