import { appendFile, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type ListPids, readWithSurvivors } from '../../src/cli/survivors.js';
import { readTrace } from '../../src/trace/read.js';
import { fileWith, header, launched, ndjson } from '../support/trace-lines.js';

const exited = { type: 'exited', atNs: 9, pid: 100, exitCode: 0, signal: null, stoppedBy: null };
const opening = [launched(), { type: 'spawned', atNs: 1, pid: 100 }, exited];
const armed = (atNs: number) => ({ type: 'armed', atNs, setupNs: 1, eyes: [] });
const end = { type: 'end', atNs: 8, exitCode: 0, probeNs: 0, droppedEvents: 0 };

/** A process that says nothing more after it was armed. */
const silent = (pid: number, armedNs = 5) => [header({ pid }), armed(armedNs)];

/** Reads a run of these lines; gives `pid@armed` of those that are told to have survived, and the file. */
async function read(lines: readonly object[], list: ListPids) {
  const file = await fileWith(ndjson(...lines));
  const { processes } = await readWithSurvivors(() => readTrace(file), file, list);
  const told = processes.flatMap((one) => (one.survived ? `${one.header.pid}@${one.armed?.atNs}` : []));
  return { file, told, processes };
}

const never = async () => {
  throw new Error('asked');
};

describe('readWithSurvivors', () => {
  it('tells of those without a goodbye that are there still', async () => {
    const lines = [...opening, ...silent(100), ...silent(101), ...silent(102), header({ pid: 103 }), end];
    expect((await read(lines, async () => [100, 101, 103])).told).toEqual(['101@5']);
  });

  it('means the last of those that had one pid', async () => {
    expect((await read([...opening, ...silent(101), ...silent(101, 7)], async () => [101])).told).toEqual(['101@7']);
  });

  it('notes them in the file, for the next report', async () => {
    const { file } = await read([...opening, ...silent(101)], async () => [101]);
    expect(await readFile(file, 'utf8')).toContain('{"type":"survivor","pid":101,"armedNs":5}\n');
    expect((await readTrace(file)).processes[0]?.survived).toBe(true);
  });

  it('has what they did while it waited for them', async () => {
    const file = await fileWith(ndjson(...opening, ...silent(101)));
    let asked = 0;
    const list = async () => {
      asked += 1;
      if (asked === 2) await appendFile(file, ndjson(end));
      return asked < 2 ? [101] : [];
    };
    const { processes } = await readWithSurvivors(() => readTrace(file), file, list);
    expect(processes[0]).toMatchObject({ survived: false, end: { exitCode: 0 } });
  });

  it('reads once where those that are missing are gone', async () => {
    const file = await fileWith(ndjson(...opening, ...silent(101)));
    let reads = 0;
    const count = () => {
      reads += 1;
      return readTrace(file);
    };
    await readWithSurvivors(count, file, async () => [100]);
    expect(reads).toBe(1);
  });

  it('does not ask the system where nobody is missing, nor after Ctrl-C', async () => {
    expect((await read([...opening, header({ pid: 101 }), end], never)).told).toEqual([]);
    const interrupted = [...opening.slice(0, 2), { ...exited, stoppedBy: 'interrupt' }];
    expect((await read([...interrupted, ...silent(101)], never)).told).toEqual([]);
  });
});
