import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { judgeOne, TIMER } from './support.js';
import { every, processTrace, runTrace } from './trace-builder.js';

const busy = (ms: number) => every(10, ms, ['work@/app/main.js:3:5', ...TIMER]);

describe('when a stall was', () => {
  it('counts its start from the start of the run', async () => {
    const stall = await judgeOne({ start: 1234.5, ms: 80, looks: busy(80) });
    expect([stall.startMs, stall.durationMs, stall.ongoing]).toEqual([1234.5, 80, false]);
  });

  it('puts processes with an origin of their own on the clock of the run', async () => {
    const trace = runTrace({ stalls: [{ start: 100, ms: 80, looks: busy(80) }] });
    const late = { ...trace.processes[0], header: { ...trace.processes[0]?.header, originNs: '5001000' } } as never;
    const { stalls } = await diagnose({ ...trace, processes: [late] });
    expect(stalls[0]?.startMs).toBe(105);
  });

  it('calls a stall before the first idle moment startup, and one from that moment on running', async () => {
    const marks = [{ name: 'running' as const, at: 500 }];
    const before = await judgeOne({ start: 499, ms: 80, looks: busy(80) }, { marks });
    const after = await judgeOne({ start: 500, ms: 80, looks: busy(80) }, { marks });
    expect([before.phase, after.phase]).toEqual(['startup', 'running']);
  });

  it('takes a worker that told no marks as running', async () => {
    const stall = await judgeOne({ start: 10, ms: 80, threadId: 3, looks: busy(80) });
    expect(stall.phase).toBe('running');
  });

  it('knows that whoever answers requests has started, mark or no mark', async () => {
    const stack = ['answer@/app/main.js:3:5', 'parserOnIncoming@node:_http_server:1139:12'];
    const stall = await judgeOne({ ms: 80, looks: every(10, 80, stack) }, { marks: [] });
    expect(stall.phase).toBe('running');
  });

  it('leaves out stalls shorter than the threshold asked for, and keeps those that just reach it', async () => {
    const trace = runTrace({
      stalls: [
        { start: 600, ms: 99 },
        { start: 800, ms: 100 },
      ],
    });
    const { stalls, thresholdMs } = await diagnose(trace, { thresholdMs: 100 });
    expect([stalls.map((stall) => stall.durationMs), thresholdMs]).toEqual([[100], 100]);
  });
});

describe('a stall that the process did not outlive', () => {
  it('is ongoing where the process left in the middle of it', async () => {
    expect((await judgeOne({ ms: 80, ended: 'exit' })).ongoing).toBe(true);
  });

  it('lasted until the launched process was gone, where nobody closed it', async () => {
    const stall = await judgeOne({ start: 1000, ms: 0, ended: 'open', grewAt: 300 }, { end: null });
    expect([stall.durationMs, stall.ongoing]).toEqual([9000, true]);
  });

  it('lasted until its last sign of life, where the end of that process is not known', async () => {
    const child = { pid: 200, end: null, stalls: [{ start: 1000, ms: 0, ended: 'open' as const, grewAt: 300 }] };
    const { stalls } = await diagnose(runTrace({}, child));
    expect(stalls[0]?.durationMs).toBe(300);
  });

  it('is known only by a look or an opening, where it has not grown', async () => {
    const looks = [{ at: 70, stack: ['work@/app/main.js:3:5'] }];
    const child = { pid: 200, end: null, stalls: [{ start: 1000, ms: 0, ended: 'open' as const, looks }] };
    expect((await diagnose(runTrace({}, child))).stalls[0]?.durationMs).toBe(70);
  });
});

describe('figures that were not measured', () => {
  it('are null and not 0', async () => {
    const stall = await judgeOne({ ms: 80, cpu: null, gc: null, runQueue: null, looks: busy(80) });
    expect([stall.cpuMs, stall.gcMs, stall.runQueueMs]).toEqual([null, null, null]);
  });

  it('are told in ms where they were', async () => {
    const stall = await judgeOne({ ms: 80, cpu: 60, gc: 5, runQueue: 12, looks: busy(80) });
    expect([stall.cpuMs, stall.gcMs, stall.runQueueMs]).toEqual([60, 5, 12]);
  });
});

describe('a stall whose end was lost', () => {
  it('was over by its last sign of life when the loop has stalled again since', async () => {
    const lost = { start: 1000, ms: 80, looks: busy(80), ended: 'open' as const, grewAt: 85 };
    const { stalls } = await diagnose(runTrace({ stalls: [lost, { start: 3000, ms: 60, looks: busy(60) }] }));
    expect(stalls.map(({ startMs, durationMs, ongoing }) => [startMs, durationMs, ongoing])).toEqual([
      [1000, 85, false],
      [3000, 60, false],
    ]);
  });

  it('lasted to the end of the process when it is the last of its loop', async () => {
    const lost = { start: 3000, ms: 80, looks: busy(80), ended: 'open' as const };
    const other = { start: 4000, ms: 60, looks: busy(60), threadId: 2 };
    const { stalls } = await diagnose(runTrace({ stalls: [lost, other] }));
    expect(stalls[0]).toMatchObject({ durationMs: 7000, ongoing: true });
  });
});

describe('a trace without a run', () => {
  it('is diagnosed by its process alone', async () => {
    const trace = {
      run: null,
      processes: [processTrace({ stalls: [{ ms: 80, looks: busy(80) }] })],
      packages: new Map(),
      problems: [],
    };
    const { stalls, target } = await diagnose(trace);
    expect([stalls.length, target.pid, target.exitCode]).toEqual([1, 100, 0]);
  });

  it('may be empty', async () => {
    const { stalls, probe, loop } = await diagnose({ run: null, processes: [], packages: new Map(), problems: [] });
    expect([stalls, probe.armed, loop.p99Ms, loop.maxMs, loop.utilization]).toEqual([[], false, null, null, null]);
  });
});
