import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { withoutStalls } from '../../src/analyze/loop-delays.js';
import delayCounts from '../../src/metrics/delays.cjs';
import { TIMER } from './support.js';
import { every, runTrace } from './trace-builder.js';

const { meanNs, percentileNs, stddevNs, withSwallowedTicks } = delayCounts;

const busy = (line: number, ms: number) => every(10, ms, [`work@/app/main.js:${line}:5`, ...TIMER]);

describe('the correction for coordinated omission', () => {
  it('adds the ticks that a delay swallowed: D - pulse, D - 2 pulse, …', () => {
    const delays = withSwallowedTicks([{ delayNs: 100, count: 1 }], 20);
    expect(delays.map((one) => one.delayNs)).toEqual([20, 40, 60, 80, 100]);
    expect(delays.every((one) => one.count === 1)).toBe(true);
  });

  it('leaves delays of up to a pulse alone', () => {
    expect(withSwallowedTicks([{ delayNs: 20, count: 3 }], 20)).toEqual([{ delayNs: 20, count: 3 }]);
    expect(withSwallowedTicks([{ delayNs: 21, count: 3 }], 20)).toEqual([
      { delayNs: 1, count: 3 },
      { delayNs: 21, count: 3 },
    ]);
  });

  it('counts each delay of a bucket', () => {
    expect(withSwallowedTicks([{ delayNs: 50, count: 2 }], 20)).toEqual([
      { delayNs: 10, count: 2 },
      { delayNs: 30, count: 2 },
      { delayNs: 50, count: 2 },
    ]);
  });

  it('keeps the number of ticks of a delay that swallowed a million', () => {
    const delays = withSwallowedTicks([{ delayNs: 2e7, count: 1 }], 20);
    expect(delays.reduce((sum, one) => sum + one.count, 0)).toBe(1e6);
    expect(delays.length).toBeLessThan(5000);
  });
});

describe('percentiles', () => {
  const delays = [
    { delayNs: 1, count: 90 },
    { delayNs: 5, count: 9 },
    { delayNs: 80, count: 1 },
  ];

  it('are the delay that this share of ticks did not exceed', () => {
    expect([0.5, 0.9, 0.91, 0.99, 0.995, 1].map((share) => percentileNs(delays, share))).toEqual([1, 1, 5, 5, 80, 80]);
  });

  it('and the mean and the spread are null without ticks', () => {
    expect([percentileNs([], 0.5), meanNs([]), stddevNs([])]).toEqual([null, null, null]);
    expect(meanNs(delays)).toBe((90 + 45 + 80) / 100);
  });

  it('stand beside the spread of all the ticks', () => {
    const two = [
      { delayNs: 10, count: 2 },
      { delayNs: 20, count: 2 },
    ];
    expect(stddevNs(two)).toBe(5);
    expect(stddevNs([{ delayNs: 7, count: 3 }])).toBe(0);
  });
});

describe('delays without some stalls', () => {
  it('become ticks in time', () => {
    const delays = [
      { delayNs: 2, count: 10 },
      { delayNs: 110, count: 2 },
    ];
    expect(withoutStalls(delays, [100])).toEqual([
      { delayNs: 0, count: 1 },
      { delayNs: 2, count: 10 },
      { delayNs: 110, count: 1 },
    ]);
  });

  it('are the same where no delay is near the stall’s', () => {
    expect(withoutStalls([{ delayNs: 2, count: 10 }], [100])).toEqual([{ delayNs: 2, count: 10 }]);
  });
});

describe('the loop’s health', () => {
  const health = [
    {
      at: 2000,
      delays: [
        [1, 95],
        [100, 1],
      ] as const,
      idle: 700,
      active: 300,
    },
  ];

  it('corrects, and takes the maximum from stalls and delays alike', async () => {
    const { loop } = await diagnose(runTrace({ health, stalls: [{ start: 1500, ms: 110, looks: busy(3, 110) }] }));
    // 95 ticks of 1 ms, and 100, 80, 60, 40, 20.
    expect([loop.p50Ms, loop.p90Ms, loop.p99Ms, loop.maxMs]).toEqual([1, 1, 80, 110]);
    expect(loop.meanMs).toBe((95 + 300) / 100);
    expect([loop.utilization, loop.blockedMs, loop.sampler]).toEqual([0.3, 110, 'pulse']);
  });

  it('adds a stall that the process did not live to count', async () => {
    const stalls = [{ start: 3000, ms: 200, ended: 'exit' as const, looks: busy(3, 200) }];
    const { loop } = await diagnose(runTrace({ health, stalls }));
    // 110 ticks: the 109th is the last but one.
    expect([loop.p99Ms, loop.maxMs]).toEqual([180, 200]);
  });

  it('does not add a stall whose delay the pulse has told', async () => {
    const told = [
      {
        at: 2000,
        delays: [
          [1, 1000],
          [100, 1],
        ] as const,
      },
    ];
    const { loop } = await diagnose(
      runTrace({ health: told, stalls: [{ start: 1000, ms: 100, looks: busy(3, 100) }] }),
    );
    expect(loop.meanMs).toBe(Math.round(((1000 + 300) / 1005) * 1000) / 1000);
  });

  it('is that of the launched process, and of all where that one left no trace', async () => {
    const child = { pid: 200, health: [{ at: 2000, delays: [[9, 10]] as const }] };
    const both = runTrace({ health }, child);
    expect((await diagnose(both)).loop.p50Ms).toBe(1);
    const shell = { ...both, run: { ...both.run, pid: 999 } } as typeof both;
    expect((await diagnose(shell)).loop.p50Ms).toBe(1);
    const onlyChild = { ...shell, processes: shell.processes.slice(1) };
    expect((await diagnose(onlyChild)).loop.p50Ms).toBe(9);
  });

  it('is null without data, never 0', async () => {
    const { loop } = await diagnose(runTrace({}));
    expect(loop).toMatchObject({
      minMs: null,
      meanMs: null,
      stddevMs: null,
      p50Ms: null,
      p99Ms: null,
      maxMs: null,
      utilization: null,
      activeMs: null,
      idleMs: null,
      blockedMs: 0,
    });
  });

  it('draws each stall where it lay, in at most 120 slices', async () => {
    const seconds = Array.from({ length: 200 }, (_, i) => ({ at: (i + 1) * 1000, delays: [[1, 50]] as const }));
    const { loop } = await diagnose(
      runTrace({ health: seconds, stalls: [{ start: 100_000, ms: 400, looks: busy(3, 400) }] }),
    );
    expect(loop.lagMs.length).toBe(120);
    expect(loop.lagMs.filter((lag) => lag === 400).length).toBe(1);
    expect(loop.lagMs.indexOf(400)).toBe(60);
  });
});

describe('culprits', () => {
  const health = [
    {
      at: 9000,
      delays: [
        [1, 1000],
        [300, 1],
        [100, 2],
      ] as const,
    },
  ];
  const stalls = [
    { start: 1000, ms: 100, looks: busy(3, 100) },
    { start: 2000, ms: 300, looks: busy(8, 300) },
    { start: 3000, ms: 100, looks: busy(3, 100) },
  ];

  it('group stalls by line and cause, the largest total first', async () => {
    const { culprits } = await diagnose(runTrace({ health, stalls }));
    expect(culprits.map((one) => [one.location?.line, one.count, one.totalMs, one.worstMs, one.share])).toEqual([
      [8, 1, 300, 300, 0.6],
      [3, 2, 200, 100, 0.4],
    ]);
    expect(culprits[1]?.stallIds).toEqual([1, 3]);
  });

  it('say what the loop would have been without each', async () => {
    const { culprits, loop } = await diagnose(runTrace({ health, stalls }));
    // 1000 ticks of 1 ms; 300, 280 … 20; twice 100 … 20: of 1025 ticks the 1015th, with ten above it.
    expect([loop.p99Ms, loop.maxMs]).toEqual([100, 300]);
    expect(culprits[0]?.without).toEqual({ p99Ms: 1, maxMs: 100, blockedMs: 200 });
    expect(culprits[1]?.without).toEqual({ p99Ms: 100, maxMs: 300, blockedMs: 300 });
  });

  it('keep their fingerprint when lines move, and change it with function or cause', async () => {
    const print = async (frame: string, api?: string) => {
      const looks = every(10, 100, [frame, ...TIMER], api === undefined ? {} : { api });
      return (await diagnose(runTrace({ stalls: [{ ms: 100, looks }] }))).culprits[0]?.fingerprint;
    };
    const first = await print('work@/app/main.js:3:5');
    expect(first).toMatch(/^1:[0-9a-f]{16}$/);
    expect(await print('work@/app/main.js:44:5')).toBe(first);
    expect(await print('other@/app/main.js:3:5')).not.toBe(first);
    expect(await print('work@/app/main.js:3:5', 'fs.readSync')).not.toBe(first);
  });

  it('have the same fingerprint in another folder', async () => {
    const at = async (folder: string) => {
      const trace = runTrace({
        stalls: [{ ms: 100, looks: every(10, 100, [`work@${folder}/lib/a.js:3:5`, ...TIMER]) }],
      });
      const run = { ...trace.run, launch: { ...trace.run?.launch, cwd: folder } } as NonNullable<typeof trace.run>;
      return (await diagnose({ ...trace, run })).culprits[0]?.fingerprint;
    };
    expect(await at('/app')).toBe(await at('/home/me/app'));
  });
});
