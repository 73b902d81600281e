import { describe, expect, it } from 'vitest';
import { readRun } from '../../src/trace/read.js';
import type { RetentionLimits } from '../../src/trace/retention.js';
import { sealedLine } from '../../src/trace/seal.js';
import { closed, fileWith, header } from '../support/trace-lines.js';

const NONE = Number.POSITIVE_INFINITY;
const ALL: RetentionLimits = { stalls: NONE, lookBytes: NONE, healthLines: NONE, events: NONE };

/** A stall of so many ms, one a second, with two looks and a call. */
function stall(number: number, ms: number): object[] {
  const startNs = number * 1e9;
  const endNs = startNs + ms * 1e6;
  const look = (atNs: number) => ({ type: 'sample', stall: number, atNs, waitNs: 1, stack: 0, weightNs: 1e6 });
  return [
    { type: 'stall-open', stall: number, startNs, atNs: startNs },
    look(startNs + 1),
    look(startNs + 2),
    { type: 'call', api: 'fs.readFileSync', startNs: startNs + 1, durationNs: 5, stack: 0 },
    closed({ stall: number, startNs, endNs }),
  ];
}

const health = (second: number, rest: object = {}) => ({
  type: 'health',
  atNs: second * 1e9,
  spanNs: 1e9,
  delays: [
    [1e6, 40],
    [second * 1e6 + 1e6, 2],
  ],
  maxDelayNs: second * 1e6,
  idleNs: 9e8,
  activeNs: 1e8,
  cpuNs: 1e8,
  runQueueNs: 1e6,
  gcNs: null,
  gcCount: null,
  heapUsedBytes: second,
  maxIterationDelayNs: null,
  requests: 3,
  ...rest,
});

async function read(events: readonly object[], limits: Partial<RetentionLimits>) {
  const file = await fileWith([header(), ...events].map(sealedLine).join(''));
  return readRun({ files: [file], problems: [] }, [], { ...ALL, ...limits });
}

describe('a trace with too many stalls', () => {
  const lengths = [80, 300, 60, 200, 70, 100];
  const events = lengths.flatMap((ms, index) => stall(index + 1, ms));

  it('keeps the longest whole, in the order of time', async () => {
    const { processes } = await read(events, { stalls: 3 });
    const kept = processes[0]?.stalls.map(({ open, samples, close }) => [open.stall, samples.length, close?.endNs]);
    expect(kept).toEqual([
      [2, 2, 2.3e9],
      [4, 2, 4.2e9],
      [6, 2, 6.1e9],
    ]);
  });

  it('counts the others, with when they began and how long they lasted', async () => {
    const [process] = (await read(events, { stalls: 3 })).processes;
    const [dropped] = process?.dropped ?? [];
    expect([...(dropped?.durationsNs ?? [])].sort()).toEqual([60e6, 70e6, 80e6]);
    expect([...(dropped?.startsNs ?? [])].sort()).toEqual([1e9, 3e9, 5e9]);
  });

  it('says so', async () => {
    const { problems } = await read(events, { stalls: 3 });
    expect(problems[0]?.message).toBe(
      'The trace holds 6 stalls: the 3 longest are told, with what they add up to by line. The other 3, none longer than 80 ms, are only counted.',
    );
  });

  it('keeps fewer where their looks take too much room', async () => {
    const [process] = (await read(events, { lookBytes: 400 })).processes;
    expect(process?.stalls.map(({ open }) => open.stall)).toEqual([2]);
  });

  it('keeps all within the limits, as if there were none', async () => {
    const [bounded, whole] = [await read(events, { stalls: 6, lookBytes: 1e6, events: 100 }), await read(events, {})];
    expect(bounded).toEqual({ ...whole, problems: whole.problems.map((one) => ({ ...one, file: expect.anything() })) });
    expect(whole.processes[0]?.dropped).toBeUndefined();
  });

  it('lets go of calls that belong to no stall that is left', async () => {
    const late = { type: 'mark', atNs: 1e12, name: 'running' };
    const lone = { type: 'gc', startNs: 900e9, durationNs: 1, kind: 'minor' };
    const [process] = (await read([...events, late, lone, ...stall(2000, 500)], { stalls: 2, events: 2 })).processes;
    expect(process?.calls.map(({ startNs }) => startNs)).toEqual([2e9 + 1, 2000e9 + 1]);
    expect(process?.gcs).toHaveLength(1);
  });

  it('keeps the looks of a stall that was never closed', async () => {
    const open = stall(7, 900).slice(0, 3);
    const [process] = (await read([...events, ...open], { stalls: 1 })).processes;
    expect(process?.stalls.map(({ open: { stall: number }, samples }) => [number, samples.length])).toEqual([
      [2, 2],
      [7, 2],
    ]);
  });
});

describe('a trace with too many health lines', () => {
  const seconds = Array.from({ length: 64 }, (_, index) => index + 1);

  it('merges neighbours, and loses nothing of what they add up to', async () => {
    const { processes, problems } = await read(
      seconds.map((second) => health(second)),
      { healthLines: 16 },
    );
    const lines = processes[0]?.health ?? [];
    const sum = (of: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + of(line), 0);
    expect(lines.length).toBeLessThanOrEqual(16);
    expect([sum((line) => line.activeNs), sum((line) => line.idleNs), sum((line) => line.cpuNs ?? 0)]).toEqual([
      64e8, 576e8, 64e8,
    ]);
    expect(sum((line) => line.requests ?? 0)).toBe(192);
    expect(sum((line) => line.delays.reduce((count, [, times]) => count + times, 0))).toBe(64 * 42);
    expect(Math.max(...lines.map((line) => line.maxDelayNs))).toBe(64e6);
    expect([(lines[0]?.atNs ?? 0) - (lines[0]?.spanNs ?? 0), lines.at(-1)?.atNs]).toEqual([0, 64e9]);
    expect(problems[0]?.message).toContain("the loop's health is read in spans of up to");
  });

  it('keeps the loops of several threads apart', async () => {
    const lines = seconds.flatMap((second) => [health(second), health(second, { threadId: 2, activeNs: 5 })]);
    const [process] = (await read(lines, { healthLines: 16 })).processes;
    const worker = (process?.health ?? []).filter(({ threadId }) => threadId === 2);
    expect(worker.reduce((sum, { activeNs }) => sum + activeNs, 0)).toBe(64 * 5);
  });

  it('knows nothing of a sum of which a part is not known', async () => {
    const lines = seconds.map((second) => health(second, { cpuNs: second === 1 ? null : 1e8 }));
    const [process] = (await read(lines, { healthLines: 4 })).processes;
    expect(process?.health[0]?.cpuNs).toBeNull();
    expect(process?.health.at(-1)?.cpuNs).not.toBeNull();
  });
});
