import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { closed, fileWith, header, launched, ndjson, scratch } from '../support/trace-lines.js';

const opened = { type: 'stall-open', stall: 1, startNs: 100, atNs: 160 };
const sample = { type: 'sample', stall: 1, atNs: 170, waitNs: 1, stack: 1, weightNs: 70 };

describe('readTrace of a process file', () => {
  it('folds the lines of a stall into one stall', async () => {
    const trace = await readTrace(await fileWith(ndjson(header(), opened, sample, closed())));
    expect(trace.processes[0]?.stalls).toEqual([{ open: opened, samples: [sample], lastGrow: null, close: closed() }]);
    expect(trace.run).toBeNull();
    expect(trace.problems).toEqual([]);
  });

  it('keeps a stall that was never closed, with its last sign of life', async () => {
    const grow = { type: 'stall-grow', stall: 1, atNs: 900 };
    const trace = await readTrace(await fileWith(ndjson(header(), opened, grow)));
    expect(trace.processes[0]?.stalls[0]).toMatchObject({ lastGrow: grow, close: null });
    expect(trace.processes[0]?.lastSeenNs).toBe(900);
  });

  it('names frames and stack nodes by their id', async () => {
    const frame = { type: 'frame', id: 7, function: 'load', url: '/app/app.js', line: 3, column: 1 };
    const trace = await readTrace(await fileWith(ndjson(header(), frame, { type: 'stack', nodes: [[1, 0, 7]] })));
    expect(trace.processes[0]?.frames.get(7)).toEqual(frame);
    expect(trace.processes[0]?.stacks.get(1)).toEqual({ parent: 0, frame: 7 });
  });

  it('counts the end of a call as the last that was seen', async () => {
    const call = { type: 'call', api: 'fs.readFileSync', startNs: 10, durationNs: 90, stack: 0 };
    const trace = await readTrace(await fileWith(ndjson(header(), call)));
    expect(trace.processes[0]?.lastSeenNs).toBe(100);
  });

  it('skips events of a type that it does not know without a word', async () => {
    const trace = await readTrace(await fileWith(ndjson(header(), { type: 'weather', sunny: true })));
    expect(trace.problems).toEqual([]);
  });
});

describe('readTrace of a damaged file', () => {
  it('reads up to a line that was cut off', async () => {
    const text = ndjson(header(), opened, sample);
    const trace = await readTrace(await fileWith(text.slice(0, -20)));
    expect(trace.processes[0]?.stalls[0]?.samples).toEqual([]);
    expect(trace.problems.map((problem) => problem.message)).toEqual([
      '100.ndjson ends in the middle of a line, which was left out.',
    ]);
  });

  it('takes a last line that is whole but for its newline', async () => {
    const trace = await readTrace(await fileWith(ndjson(header(), opened).trimEnd()));
    expect(trace.processes[0]?.stalls).toHaveLength(1);
    expect(trace.problems).toEqual([]);
  });

  it('reads around garbage and counts it', async () => {
    const trace = await readTrace(await fileWith(`${ndjson(header())}\0\0\0\n{"type":"sample"}\n${ndjson(opened)}`));
    expect(trace.processes[0]?.stalls).toHaveLength(1);
    expect(trace.problems.map((problem) => problem.message)).toEqual([
      '100.ndjson has 2 lines that could not be understood; the rest was read.',
    ]);
  });

  it('leaves out what belongs to a stall whose beginning was lost', async () => {
    const trace = await readTrace(await fileWith(ndjson(header(), sample)));
    expect(trace.problems.map((problem) => problem.message)).toEqual([
      '100.ndjson has 1 line whose beginning is missing; left out.',
    ]);
  });

  it('reads on when garbage stands before the header', async () => {
    const trace = await readTrace(await fileWith(`\u0000\n${ndjson(header())}`));
    expect(trace.processes).toHaveLength(1);
  });
});

describe('readTrace of a path without a trace', () => {
  it.each([
    ['an empty file', '', 'is empty'],
    ['a file with blank lines only', '\n\n', 'is empty'],
    ['a file cut off in its first line', '{"type":"header","for', 'is empty'],
    ['a newer version', ndjson({ ...header(), version: 2 }), 'newer loopcheck (trace version 2)'],
    [
      'a newer version of which nothing else is known',
      ndjson({ type: 'header', format: 'loopcheck-trace', version: 99 }),
      'newer loopcheck (trace version 99)',
    ],
    ['other JSON', '{"traceEvents":[]}\n', 'is not a loopcheck trace'],
    ['an event that is no header', ndjson(opened, header()), 'is not a loopcheck trace'],
    ['a header of another format', ndjson({ ...header(), format: 'pino' }), 'is not a loopcheck trace'],
    ['JSON over several lines, without a newline at its end', '{\n "a": 1\n}', 'is not a loopcheck trace'],
    ['bytes', '\u0001\u0002ab', 'is not a loopcheck trace'],
    ['text', 'hello\nworld\n', 'is not a loopcheck trace'],
    ['a long text', 'hello\n'.repeat(5000), 'is not a loopcheck trace'],
  ])('refuses %s', async (_what, text, message) => {
    await expect(readTrace(await fileWith(text))).rejects.toThrow(message);
  });

  it('refuses a path that does not exist', async () => {
    await expect(readTrace('/no/such/trace')).rejects.toMatchObject({ name: 'TraceError', reason: 'missing' });
  });

  it('refuses a folder without a trace file', async () => {
    await expect(readTrace(await scratch())).rejects.toMatchObject({ reason: 'empty' });
  });
});

describe('readTrace of a shared file', () => {
  it('gives each line to the process that the last `of` line names', async () => {
    const text = ndjson(
      launched(),
      header({ pid: 100 }),
      header({ pid: 200 }),
      { type: 'of', pid: 100 },
      opened,
      { type: 'of', pid: 200 },
      { type: 'mark', atNs: 5, name: 'running' },
      { type: 'exited', atNs: 9, pid: 100, exitCode: 0, signal: null, stoppedBy: null },
      { type: 'mark', atNs: 6, name: 'exit' },
    );
    const trace = await readTrace(await fileWith(text));
    const [first, second] = trace.processes;
    expect([first?.header.pid, first?.marks.length, first?.stalls.length]).toEqual([200, 2, 0]);
    expect([second?.header.pid, second?.marks.length, second?.stalls.length]).toEqual([100, 0, 1]);
    expect(trace.run?.exited?.exitCode).toBe(0);
  });
});

describe('readTrace of a folder', () => {
  it('takes the launcher and all processes, in the order of their start', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'run.ndjson'), ndjson(launched(), { type: 'spawned', atNs: 1, pid: 300 }));
    await writeFile(join(folder, '100.ndjson'), ndjson(header({ pid: 100 }), { type: 'mark', atNs: 9, name: 'exit' }));
    await writeFile(join(folder, '300.ndjson'), ndjson(header({ pid: 300 }), { type: 'mark', atNs: 4, name: 'exit' }));
    const trace = await readTrace(folder);
    expect(trace.processes.map((one) => one.header.pid)).toEqual([300, 100]);
    expect(trace.run).toMatchObject({ pid: 300, exited: null });
  });

  it('goes on past a foreign file and says so', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'a.ndjson'), '{"hello":1}\n');
    await writeFile(join(folder, 'b.ndjson'), ndjson(header()));
    const trace = await readTrace(folder);
    expect(trace.processes).toHaveLength(1);
    expect(trace.problems[0]?.message).toContain('a.ndjson is not a loopcheck trace');
  });

  it('names the newer version when no file could be read', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'a.ndjson'), '');
    await writeFile(join(folder, 'b.ndjson'), ndjson({ ...header(), version: 9 }));
    await expect(readTrace(folder)).rejects.toMatchObject({ reason: 'newer' });
  });

  it('takes the newest of many runs and says which', async () => {
    const folder = await scratch();
    for (const [name, pid] of [
      ['2026-01-02', 2],
      ['2026-01-01', 1],
    ] as const) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'run.ndjson'), ndjson(launched(), { type: 'spawned', atNs: 1, pid }));
    }
    const trace = await readTrace(folder);
    expect(trace.run?.pid).toBe(2);
    expect(trace.problems[0]?.message).toBe(`${folder} holds 2 runs; this is the newest, 2026-01-02.`);
  });
});

describe('readTrace of a process that was attached to', () => {
  const piece = (number: number) =>
    header({ attachedAfterMs: 5000, segment: { of: 'attach', number, resolutionNs: 1 } });

  it('makes one process of what was seen from outside and what the probe wrote, in whatever order they are read', async () => {
    const dir = await scratch();
    const outside = { type: 'stall-open', stall: 1, startNs: 0, atNs: 60, outside: true };
    await writeFile(join(dir, 'b.ndjson'), ndjson(piece(0), outside, closed({ stall: 1 })));
    await writeFile(join(dir, 'a.ndjson'), ndjson(piece(1), { ...opened, stall: 2 }, closed({ stall: 2 })));
    const { processes, problems } = await readTrace(dir);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.stalls.map(({ open, close }) => [open.stall, open.outside, close?.stall]).sort()).toEqual([
      [1, true, 1],
      [2, undefined, 2],
    ]);
    expect(problems).toEqual([]);
  });

  it.each([0, 1])('misses nothing where there is only piece %i', async (number) => {
    const { problems } = await readTrace(await fileWith(ndjson(piece(number), opened)));
    expect(problems).toEqual([]);
  });
});
