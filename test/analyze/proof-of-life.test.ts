import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { type HealthSpec, type ProcessSpec, runTrace } from './trace-builder.js';

const TICKS = [[1, 40]] as const;

/** Health lines of a second each, which end at these times. */
function seconds(...ends: readonly number[]): HealthSpec[] {
  return ends.map((at) => ({ at, delays: TICKS }));
}

async function seenShare(spec: ProcessSpec) {
  return (await diagnose(runTrace(spec))).probe.seenShare;
}

describe('the share of the life that was watched', () => {
  test('is what health lines and stalls cover together', async () => {
    const health = seconds(1000, 2000, 3000, 4000);
    expect(await seenShare({ armedAt: 0, health })).toBe(0.4);
    expect(await seenShare({ armedAt: 0, health, stalls: [{ start: 3500, ms: 3500, runQueue: 0 }] })).toBe(0.7);
  });

  test('begins when the process is armed', async () => {
    expect(await seenShare({ armedAt: 9000, health: seconds(10_000) })).toBe(1);
  });

  test('forgives a process that was killed its last second', async () => {
    expect(await seenShare({ armedAt: 5000, health: seconds(6000, 7000, 8000, 9000), end: null, lastSeen: 9000 })).toBe(
      1,
    );
    expect(await seenShare({ armedAt: 5000, health: seconds(6000), end: null, lastSeen: 6000 })).toBe(0.286);
  });

  test('is not known without an armed process', async () => {
    expect(await seenShare({ armed: false })).toBeNull();
  });
});

describe('what was served', () => {
  test('is counted over all processes and their threads', async () => {
    const parent = { pid: 100, health: [{ at: 1000, delays: TICKS, requests: 2 }] };
    const child = { pid: 101, parentPid: 100, health: [{ at: 1000, delays: TICKS, requests: 3, threadId: 1 }] };
    const { served } = await diagnose(runTrace(parent, child));
    expect(served).toEqual({ listened: [], requests: 5 });
  });

  test('is not known from a trace that does not count', async () => {
    const { served } = await diagnose(runTrace({ health: seconds(1000), marks: [{ name: 'listen', at: 1 }] }));
    expect(served).toEqual({ listened: [''], requests: null });
  });
});

describe('the startup', () => {
  test.each<[string, ProcessSpec, number | null]>([
    ['ends when the loop is free', { armedAt: 40, marks: [{ name: 'running', at: 500 }] }, 460],
    ['ends when the target listens', { armedAt: 40, marks: [{ name: 'listen', at: 90 }] }, 50],
    ['lasts for all of a program that never comes to that', { armedAt: 40, marks: [] }, 9960],
    ['is not known without an armed process', { armed: false }, null],
  ])('%s', async (_, spec, startupMs) => {
    expect((await diagnose(runTrace(spec))).processes[0]?.startupMs).toBe(startupMs);
  });
});

describe('a warm-up', () => {
  const spec: ProcessSpec = {
    armedAt: 0,
    health: [
      { at: 1000, delays: [[400, 10]], idle: 200, active: 800 },
      { at: 2000, delays: [[300, 10]], idle: 200, active: 800 },
      { at: 3000, delays: [[2, 10]], idle: 900, active: 100 },
    ],
    stalls: [
      { start: 400, ms: 400, cpu: 400, runQueue: 0 },
      { start: 2500, ms: 60, cpu: 60, runQueue: 0 },
    ],
  };

  test('leaves out what began before its end', async () => {
    const { steady, loop } = await diagnose(runTrace(spec), { warmupMs: 1500 });
    expect(loop).toMatchObject({ maxMs: 400, utilization: 0.567 });
    expect(steady).toMatchObject({ fromMs: 1500, loop: { maxMs: 60, p99Ms: 2, utilization: 0.1, blockedMs: 60 } });
    expect(steady?.stalls.map(({ id }) => id)).toEqual([2]);
    expect(steady?.processes[0]).toMatchObject({ stalls: 1, blockedMs: 60 });
  });

  test('is none where none was asked for', async () => {
    expect((await diagnose(runTrace(spec))).steady).toBeNull();
  });
});

test('the wait for a core is a share of the time in which one was wanted', async () => {
  const health = [{ at: 1000, delays: TICKS, cpu: 60, runQueue: 20 }];
  expect((await diagnose(runTrace({ health }))).loop.starvedShare).toBe(0.25);
  expect((await diagnose(runTrace({ health: seconds(1000) }))).loop.starvedShare).toBeNull();
});

test('calls of a stall are counted where its end was seen', async () => {
  const totals = [
    { api: 'fs.readFileSync', count: 30, ms: 60 },
    { api: 'fs.statSync', count: 12, ms: 20 },
  ];
  const { stalls } = await diagnose(
    runTrace({
      stalls: [
        { start: 600, ms: 90, totals },
        { start: 900, ms: 90, ended: 'open' },
      ],
    }),
  );
  expect(stalls.map(({ syncCalls }) => syncCalls)).toEqual([42, null]);
});
