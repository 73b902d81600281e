import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { ProcessInfo } from '../../src/analyze/diagnosis.js';
import type { Trace } from '../../src/trace/trace.js';
import { every, type ProcessSpec, runTrace, type StallSpec } from './trace-builder.js';

const work = ['work@/app/main.js:3:5'];
const busy = (start: number, ms: number, rest: Partial<StallSpec> = {}): StallSpec => ({
  start,
  ms,
  looks: every(10, ms, work),
  ...rest,
});

const loops = async (...specs: readonly ProcessSpec[]) => (await diagnose(runTrace(...specs))).processes;
const parents = (infos: readonly ProcessInfo[]) => infos.map(({ process, parent }) => [process, parent]);

/** The launched process has pid 100, and ends at 10 s. */
const main: ProcessSpec = { pid: 100 };

describe('who started whom', () => {
  it('is told by the parent’s pid', async () => {
    const child = { pid: 101, parentPid: 100 };
    const grandchild = { pid: 102, parentPid: 101 };
    expect(parents(await loops(main, child, grandchild))).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
    ]);
  });

  it('sees through shells, which write no trace', async () => {
    expect(parents(await loops(main, { pid: 103, parentPid: 102, ancestors: [101, 100, 1] }))[1]).toEqual([2, 1]);
    expect(parents(await loops(main, { pid: 103, parentPid: 102 }))[1]).toEqual([2, null]);
  });

  it('of two with one pid means the last before the child, and never the child itself', async () => {
    const first = { pid: 101, parentPid: 100 };
    const second = { pid: 101, parentPid: 100 };
    const infos = await loops(
      main,
      first,
      { pid: 102, parentPid: 101 },
      second,
      { pid: 103, parentPid: 101 },
      {
        pid: 104,
        parentPid: 104,
      },
    );
    expect(parents(infos)).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 1],
      [5, 4],
      [6, null],
    ]);
  });

  it('hangs a child on the worker that started it, and on the main thread where that worker is unknown', async () => {
    const parent = { ...main, threads: [{ id: 2, from: 100 }] };
    const infos = await loops(
      parent,
      { pid: 101, parentPid: 100, parentThreadId: 2 },
      { pid: 102, parentPid: 100 },
      { pid: 103, parentPid: 100, parentThreadId: 7 },
    );
    expect(infos.map(({ pid, threadId, parentThreadId }) => [pid, threadId, parentThreadId])).toEqual([
      [100, 0, null],
      [100, 2, 0],
      [101, 0, 2],
      [102, 0, 0],
      [103, 0, 0],
    ]);
  });

  it('hangs workers on their process', async () => {
    const threads = [{ id: 2, from: 100, to: 900, title: 'hash' }];
    expect((await loops(main, { pid: 101, parentPid: 100, threads }))[2]).toMatchObject({
      process: 2,
      parent: 2,
      threadId: 2,
      title: 'hash',
      startMs: 100,
      endMs: 900,
    });
  });
});

describe('workers', () => {
  const workers = async (threads: NonNullable<ProcessSpec['threads']>) =>
    (await loops({ ...main, threads }))
      .slice(1)
      .map(({ threadId, parentThreadId, title }) => [threadId, parentThreadId, title]);

  it('hang on the thread that started them', async () => {
    const nested = [
      { id: 2, from: 100, file: '/app/pool.js' },
      { id: 3, from: 200, parent: 2, title: 'hash', file: 'file:///app/x.mjs' },
      { id: 4, from: 300, parent: 3, file: '[worker eval]' },
    ];
    expect(await workers(nested)).toEqual([
      [2, 0, 'pool.js'],
      [3, 2, 'hash'],
      [4, 3, '[worker eval]'],
    ]);
  });

  it('hang on the main thread where theirs is unknown, or not older', async () => {
    const odd = [
      { id: 2, from: 100, parent: 3 },
      { id: 3, from: 200, parent: 3 },
    ];
    expect(await workers(odd)).toEqual([
      [2, 0, ''],
      [3, 0, ''],
    ]);
  });
});

describe('a pid that comes twice', () => {
  const twice = [
    main,
    { pid: 101, parentPid: 100, armedAt: 50, end: 900, stalls: [busy(200, 100)] },
    { pid: 101, parentPid: 100, armedAt: 2000, end: 4000, stalls: [busy(2500, 400), busy(3000, 60)] },
  ];

  it('has its stalls in two sums', async () => {
    const { processes, stalls } = await diagnose(runTrace(...twice));
    expect(stalls.map(({ pid, process }) => [pid, process])).toEqual([
      [101, 2],
      [101, 3],
      [101, 3],
    ]);
    expect(processes.map(({ stalls, blockedMs, worstMs }) => [stalls, blockedMs, worstMs])).toEqual([
      [0, 0, 0],
      [1, 100, 100],
      [2, 460, 400],
    ]);
  });

  it('does not charge a launched process with a later one’s stalls', async () => {
    const trace = runTrace(main, { pid: 100, parentPid: 1, armedAt: 12_000, stalls: [busy(13_000, 400)] });
    const { loop } = await diagnose(trace);
    expect(loop.blockedMs).toBe(0);
  });

  it('is told apart in how bad a stall is', async () => {
    const marks = [{ name: 'listen' as const, at: 100 }];
    const server = { pid: 101, parentPid: 100, end: 900, marks };
    const script = { pid: 101, parentPid: 100, marks: [], stalls: [{ start: 2000, ms: 300 }] };
    const { findings } = await diagnose(runTrace(main, server, script));
    expect(findings.map(({ severity }) => severity)).not.toContain('error');
  });
});

describe('how a process ended', () => {
  const ends = async (spec: ProcessSpec) =>
    (await loops(main, { pid: 101, parentPid: 100, ...spec }))[1] as ProcessInfo;

  it('is its goodbye, or the lack of one', async () => {
    expect(await ends({ end: 900 })).toMatchObject({ ended: 'exit', endMs: 900, exitCode: 0, outlivedParent: false });
    expect(await ends({ end: null, lastSeen: 900 })).toMatchObject({ ended: 'vanished', endMs: null, exitCode: null });
    expect(await ends({ end: null, survived: true })).toMatchObject({ ended: 'running', outlivedParent: true });
  });

  it('may come after its parent’s', async () => {
    expect(await ends({ end: 10_400 })).toMatchObject({ outlivedParent: false });
    expect(await ends({ end: 12_000 })).toMatchObject({ outlivedParent: true });
    expect(await ends({ end: null, lastSeen: 12_000 })).toMatchObject({ outlivedParent: true });
  });

  it('is held to the parent’s last sign of life where that was killed', async () => {
    const killed = { pid: 101, parentPid: 100, end: null, lastSeen: 2000 };
    const late = async (end: number) => (await loops(main, killed, { pid: 102, parentPid: 101, end }))[2];
    expect(await late(3900)).toMatchObject({ outlivedParent: false });
    expect(await late(4100)).toMatchObject({ outlivedParent: true });
  });

  it('of the launched one is what the launcher saw', async () => {
    const trace = runTrace({ ...main, end: null });
    const exited = { type: 'exited', atNs: 5e9, pid: 100, exitCode: null, signal: 'SIGKILL', stoppedBy: null } as const;
    const killed: Trace = { ...trace, run: trace.run && { ...trace.run, exited } };
    expect((await diagnose(killed)).processes[0]).toMatchObject({ ended: 'signal', endMs: 5000, exitCode: null });
  });
});

describe('the figures of a loop', () => {
  it('are those of its own thread', async () => {
    const health = [
      {
        at: 1000,
        delays: [
          [10, 99],
          [200, 1],
        ] as const,
        idle: 600,
        active: 400,
      },
      { at: 1000, delays: [[5, 100]] as const, idle: 100, active: 900, threadId: 2 },
    ];
    const threads = [{ id: 2, from: 0, to: 1000 }];
    const [own, worker] = await loops({ ...main, health, threads, stalls: [busy(300, 150, { threadId: 2 })] });
    expect(own).toMatchObject({ stalls: 0, maxMs: 200, utilization: 0.4 });
    expect(worker).toMatchObject({ stalls: 1, blockedMs: 150, maxMs: 150, utilization: 0.9 });
    expect(worker?.p99Ms).not.toBeNull();
  });

  it('are not known of a worker that told too little of its life', async () => {
    const health = [{ at: 1000, delays: [[5, 100]] as const, idle: 0, active: 1000, threadId: 2 }];
    const [, worker] = await loops({ ...main, health, threads: [{ id: 2, from: 0, to: 10_000 }] });
    expect(worker).toMatchObject({ p99Ms: null, maxMs: 5, utilization: 0.1 });
  });

  it('are null where nothing was told', async () => {
    const [, worker] = await loops({ ...main, threads: [{ id: 2, from: 0 }] });
    expect(worker).toMatchObject({ p99Ms: null, maxMs: null, utilization: null });
  });
});
