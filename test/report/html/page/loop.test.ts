import { describe, expect, it } from 'vitest';
import { delaySteps, loadSteps, loopsOf, openSteps, wholeRun } from '../../../../src/report/html/page/loop.js';
import { toPageData } from '../../../../src/report/html/to-page-data.js';
import { CWD, cause, diagnosis, loop, stall } from '../../sample.js';
import { reportOf } from '../pages.js';

const point = (startMs: number, maxDelayMs: number) => ({
  startMs,
  endMs: startMs + 1000,
  maxDelayMs,
  utilization: 0.5,
  cpuShare: null,
  gcMs: 100,
  openRequests: 3,
});

function loopsOfRun(points: readonly ReturnType<typeof point>[]) {
  const own = stall(1, 300, cause('cpu'), null, { startMs: 1200 });
  const workers = stall(2, 80, cause('cpu'), null, { startMs: 100, threadId: 3 });
  const run = diagnosis([workers, own], {
    processes: [loop(), loop({ threadId: 3, title: '' })],
    timeline: { courses: [{ process: 1, threadId: 0, points }], collections: [], marks: [] },
  });
  return loopsOf(toPageData(reportOf(run), CWD, new Map()));
}

describe('the loops of a run', () => {
  it('have each their own stalls and a name', () => {
    const loops = loopsOfRun([]);
    expect(loops.map(({ name, stalls }) => [name, stalls.map(({ id }) => id)])).toEqual([
      ['server.js (4242)', [1]],
      ['worker 3 of 4242', [2]],
    ]);
  });

  it('hold values over their spans, and leave a gap where a stall was the delay', () => {
    const [first] = loopsOfRun([point(0, 4), point(1000, 300), point(2000, 5)]);
    if (first === undefined) throw new Error('No loop');
    const [x, delay] = delaySteps(first, 50);
    expect(x).toEqual([0, 1000, 1000, 2000, 2000, 3000]);
    expect(delay).toEqual([4, 4, null, null, 5, 5]);
    const [, busy, cpu, gc] = loadSteps(first);
    expect([busy?.[0], cpu?.[0], gc?.[0]]).toEqual([50, null, 10]);
    expect(openSteps(first)[1]?.[0]).toBe(3);
  });

  it('keep a long delay that no stall explains', () => {
    const [first] = loopsOfRun([point(3000, 300)]);
    expect(first && delaySteps(first, 50)[1]).toEqual([300, 300]);
  });
});

describe('the whole run', () => {
  it('ends with its last sign, and is never empty', () => {
    const data = toPageData(reportOf(diagnosis([])), CWD, new Map());
    expect(wholeRun(data)).toEqual({ fromMs: 0, toMs: 5200 });
    expect(wholeRun({ ...data, durationMs: null, processes: [] })).toEqual({ fromMs: 0, toMs: 1 });
  });
});
