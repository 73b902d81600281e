import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { survivorsOf, withSurvivors } from '../../src/cli/survivors.js';
import { readTrace } from '../../src/trace/read.js';
import type { Trace } from '../../src/trace/trace.js';
import { type ProcessSpec, runTrace } from '../analyze/trace-builder.js';
import { fileWith, header, launched, ndjson } from '../support/trace-lines.js';

const silent = (pid: number, armedAt = 40): ProcessSpec => ({ pid, armedAt, end: null });
const pidsOf = async (trace: Trace, ...there: readonly number[]) =>
  (await survivorsOf(trace, async () => there)).map(({ pid }) => pid);

describe('survivorsOf', () => {
  it('gives those without a goodbye that are there still', async () => {
    expect(await pidsOf(runTrace({ pid: 100 }, silent(101), silent(102), { pid: 103 }), 100, 101, 103)).toEqual([101]);
  });

  it('never gives the launched one, whose end was seen', async () => {
    expect(await pidsOf(runTrace(silent(100)), 100)).toEqual([]);
  });

  it('gives the last of those that had one pid', async () => {
    const found = await survivorsOf(runTrace({ pid: 100 }, silent(101), silent(101, 900)), async () => [101]);
    expect(found).toEqual([{ type: 'survivor', pid: 101, armedNs: 900e6 }]);
  });

  it('gives a moment’s grace to those that are about to end', async () => {
    const lists = [[101, 102], [102]];
    const found = await survivorsOf(runTrace({ pid: 100 }, silent(101), silent(102)), async () => lists.shift() ?? []);
    expect(found.map(({ pid }) => pid)).toEqual([102]);
  });

  it('does not ask the system where nobody is missing, nor after Ctrl-C', async () => {
    const never = async () => {
      throw new Error('asked');
    };
    expect(await survivorsOf(runTrace({ pid: 100 }, { pid: 101 }), never)).toEqual([]);
    const { run, ...rest } = runTrace({ pid: 100 }, silent(101));
    const exited = run?.exited && { ...run.exited, stoppedBy: 'interrupt' as const };
    expect(await survivorsOf({ ...rest, run: run && { ...run, exited: exited ?? null } }, never)).toEqual([]);
  });
});

describe('withSurvivors', () => {
  it('notes them in the trace and in its file', async () => {
    const file = await fileWith(ndjson(launched(), { type: 'spawned', atNs: 1, pid: 1 }, header({ pid: 101 })));
    const { processes } = await withSurvivors(await readTrace(file), file, async () => [101]);
    expect(processes[0]?.survived).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('{"type":"survivor","pid":101,"armedNs":null}\n');
    expect((await readTrace(file)).processes[0]?.survived).toBe(true);
  });
});
