import { describe, expect, it } from 'vitest';
import { judgeOne, placeOf, TIMER } from './support.js';
import { every, type StallSpec } from './trace-builder.js';

const work = ['work@/app/main.js:3:5', ...TIMER];
const kindOf = async (stall: StallSpec) => (await judgeOne(stall)).cause.kind;

describe('suspended', () => {
  const asleep = { ms: 500, cpu: 3, runQueue: 1, monitorLate: 490, looks: [{ at: 498, wait: 1, stack: work }] };

  it('is told by a monitor that slept as well, and by a thread that wanted no core', async () => {
    const stall = await judgeOne(asleep);
    expect([stall.cause.kind, stall.location, stall.cause.confidence]).toEqual(['suspended', null, 0.95]);
    expect(stall.cause.evidence).toContain('490 ms late in a stall of 500 ms (98 %)');
  });

  it('is told, less surely, where CPU time is not known', async () => {
    const { cause } = await judgeOne({ ...asleep, cpu: null, runQueue: null });
    expect([cause.kind, cause.confidence]).toEqual(['suspended', 0.75]);
  });

  it('needs the monitor to be late for three quarters of the stall', async () => {
    expect(await kindOf({ ...asleep, monitorLate: 375 })).toBe('suspended');
    expect(await kindOf({ ...asleep, monitorLate: 374 })).not.toBe('suspended');
  });

  it('is not told of a thread that computed or waited for a core', async () => {
    expect(await kindOf({ ...asleep, cpu: 130 })).not.toBe('suspended');
    expect(await kindOf({ ...asleep, runQueue: 300 })).not.toBe('suspended');
  });
});

describe('cpu-starved', () => {
  const starved = { ms: 200, cpu: 40, runQueue: 155, looks: every(10, 200, work) };

  it('is told by a thread that waited for a core longer than it computed, and is blamed on nobody', async () => {
    const stall = await judgeOne(starved);
    expect([stall.cause.kind, stall.location]).toEqual(['cpu-starved', null]);
  });

  it('is not told where the computing alone was a stall', async () => {
    expect(await kindOf({ ...starved, cpu: 49.9 })).toBe('cpu-starved');
    expect(await kindOf({ ...starved, cpu: 50, runQueue: 149 })).toBe('cpu');
  });

  it('is not told where the thread computed longer than it waited', async () => {
    expect(await kindOf({ ms: 80, cpu: 40, runQueue: 40, looks: every(10, 80, work) })).toBe('cpu');
  });

  it('leaves to computing the time that it had, and no more than that', async () => {
    const evidence = async (cpu: number) =>
      (await judgeOne({ ms: 100, cpu, runQueue: 20, looks: every(10, 100, work) })).cause.evidence;
    expect(await evidence(70)).toMatch(/^JavaScript ran for 100 ms without a break, 70 ms of CPU time; /);
    expect(await evidence(69)).toMatch(/^JavaScript held the loop for 100 ms, with 69 ms of CPU time; /);
  });

  it('is not told of a thread that slept in a call, however short its computing', async () => {
    const stack = ['execSync@node:child_process:900:3', 'deploy@/app/main.js:8:3', ...TIMER];
    const calls = [{ api: 'child_process.execSync', at: 0, ms: 299, stack }];
    expect(await kindOf({ ms: 300, cpu: 2, runQueue: 6, calls, looks: [{ at: 299, wait: 250, stack }] })).toBe(
      'sync-call',
    );
  });

  it('is told of a loop that had nothing to do and was woken late, whatever its thread is said to have waited', async () => {
    const woken = { ms: 74, cpu: 1.1, runQueue: 0.3, idle: 73 };
    const stall = await judgeOne(woken);
    expect([stall.cause.kind, stall.location, stall.cause.confidence]).toEqual(['cpu-starved', null, 0.9]);
    expect(await kindOf({ ...woken, ms: 120, idle: 59 })).not.toBe('cpu-starved');
    expect(await kindOf({ ...woken, ms: 120, idle: 70 })).not.toBe('cpu-starved');
    expect(await kindOf({ ...woken, ms: 120, idle: 71 })).toBe('cpu-starved');
  });

  it('counts time that the hypervisor took as waiting, where JavaScript alone was seen', async () => {
    expect(await kindOf({ ms: 100, cpu: 30, runQueue: 25, looks: every(10, 100, work) })).toBe('cpu-starved');
    expect(await kindOf({ ms: 100, cpu: 30, runQueue: 5, looks: every(10, 100, work) })).toBe('cpu');
  });

  it('is told of a thread that hardly ran, whatever the system reports, unless it may have slept', async () => {
    const hardly = { ms: 200, cpu: 16, runQueue: 1, looks: every(10, 200, work) };
    expect(await kindOf(hardly)).toBe('cpu-starved');
    // What it did in the first 35 ms may not be in its figures.
    expect(await kindOf({ ...hardly, ms: 100, looks: every(10, 100, work) })).toBe('cpu');
    expect(await kindOf({ ...hardly, cpu: 49, ms: 160, looks: every(10, 160, work) })).toBe('cpu');
    expect(await kindOf({ ...hardly, looks: [] })).toBe('cpu');
    const deaf = [{ at: 200, wait: 190, stack: work }];
    expect(await kindOf({ ...hardly, looks: deaf })).toBe('native');
  });

  it('scales figures that add up to more than the stall: they were read over a longer time', async () => {
    const { cpuMs, runQueueMs } = await judgeOne({ ms: 100, cpu: 100, runQueue: 100, looks: every(10, 100, work) });
    expect([cpuMs, runQueueMs]).toEqual([50, 50]);
  });
});

describe('gc', () => {
  const gcs = [
    { at: 10, ms: 30 },
    { at: 60, ms: 30, kind: 'major' as const },
  ];

  it('is told by collections that took half of the stall', async () => {
    expect(await kindOf({ ms: 120, gc: 60, gcs, looks: every(10, 120, work) })).toBe('gc');
    expect(await kindOf({ ms: 121, gc: 60, gcs, looks: every(10, 120, work) })).toBe('cpu');
  });

  it('names the allocating line where the looks agree on one', async () => {
    const stall = await judgeOne({ ms: 100, gc: 60, gcs, looks: every(10, 100, work) });
    expect(placeOf(stall)).toBe('main.js:3');
    expect(stall.cause.evidence).toContain('(1 minor, 1 major) took 60 ms of 100 ms (60 %)');
  });

  it('names no line where the looks are spread', async () => {
    const looks = Array.from({ length: 10 }, (_, i) => ({
      at: (i + 1) * 10,
      stack: [`f${i}@/app/main.js:${i + 1}:1`, ...TIMER],
    }));
    expect((await judgeOne({ ms: 100, gc: 60, gcs, looks })).location).toBe(null);
  });

  it('does not count collections inside a timed call: there the call is to change', async () => {
    const stack = ['JSON.parse@', ...work];
    const calls = [{ api: 'JSON.parse', at: 0, ms: 98, stack }];
    expect(await kindOf({ ms: 100, gc: 60, gcs, calls })).toBe('json');
  });

  it('does not believe a sum that neither collections nor late answers bear out', async () => {
    expect(await kindOf({ ms: 100, gc: 90, looks: every(10, 100, work, { wait: 0.4 }) })).toBe('cpu');
  });

  it('finds the call that asked for the collection', async () => {
    const sources = { '/app/main.js': 'function tidy() {\n  global.gc();\n  done();\n}\nsetTimeout(tidy, 9);' };
    const looks = [
      {
        at: 99,
        wait: 80,
        stack: ['process.memoryUsage@node:internal/process:1:14', 'tidy@/app/main.js:3:3', ...TIMER],
      },
    ];
    const stall = await judgeOne({ ms: 100, gc: 95, gcs: [{ at: 0, ms: 95, kind: 'major' }], looks }, { sources });
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['gc', 'main.js:2']);
  });
});
