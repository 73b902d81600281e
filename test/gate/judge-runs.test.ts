import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { baselineOf } from '../../src/gate/baseline/baseline.js';
import { summarize } from '../../src/gate/compare/run-facts.js';
import { judge } from '../../src/gate/judge.js';
import { type DiagnosedRun, judgeRuns } from '../../src/gate/judge-runs.js';
import type { Judgement } from '../../src/gate/verdict.js';
import { type HealthSpec, runTrace, type StallSpec } from '../analyze/trace-builder.js';

/** A stall in a function of its own, at `startMs`. */
function stall(name: string, start: number, ms: number): StallSpec {
  const looks = [30, ms - 20].map((at) => ({ at, stack: [`${name}@/app/main.js:3:5`] }));
  return { start, ms, looks };
}

async function run(...stalls: StallSpec[]): Promise<DiagnosedRun> {
  return runUntil(5000, stalls);
}

/** The loop told of itself for five seconds. */
async function runUntil(end: number, stalls: readonly StallSpec[]): Promise<DiagnosedRun> {
  const health = [1, 2, 3, 4, 5].map((second): HealthSpec => {
    const endsHere = ({ start = 0, ms }: StallSpec) => Math.ceil((start + ms) / 1000) === second;
    const late = stalls.filter(endsHere).map(({ ms }) => [ms, 1] as const);
    return { at: second * 1000, delays: [[0, 45], ...late], idle: 600, active: 400, cpu: 400, runQueue: 0 };
  });
  const trace = runTrace({ stalls, health, end, lastSeen: end });
  return { trace, diagnosis: await diagnose(trace) };
}

const debts = [stall('debt', 1000, 300), stall('other', 2000, 500)];
const known = async () => {
  const { diagnosis } = await run(...debts);
  return { baseline: baselineOf(summarize(diagnosis, 'x'), '/app'), file: 'b.json' };
};
function statuses({ budgets }: Judgement) {
  return Object.fromEntries(budgets.map(({ name, status }) => [name, status]));
}

const BUDGETS = { maxStallMs: 100, maxStalls: 0, maxP99Ms: 60 };

describe('budgets with a baseline', () => {
  it('do not count known culprits', async () => {
    const { judgement } = judgeRuns([await run(...debts)], judge, {
      budgets: BUDGETS,
      baseline: await known(),
      series: null,
    });
    expect(judgement.verdict.status).toBe('pass');
    expect(statuses(judgement)).toEqual({ maxStallMs: 'pass', maxStalls: 'pass', maxP99Ms: 'pass', baseline: 'pass' });
  });

  it('count what is new, and that alone', async () => {
    const { judgement } = judgeRuns([await run(...debts, stall('fresh', 3000, 120))], judge, {
      budgets: BUDGETS,
      baseline: await known(),
      series: null,
    });
    expect(statuses(judgement)).toMatchObject({ maxStallMs: 'fail', maxStalls: 'fail', baseline: 'fail' });
    expect(judgement.budgets.find(({ name }) => name === 'maxStallMs')?.actual).toBe(120);
    expect(judgement.budgets.find(({ name }) => name === 'maxStalls')?.actual).toBe(1);
    expect(judgement.baseline?.new.map(({ location }) => location?.function)).toEqual(['fresh']);
  });

  it('do not pass where the probe saw too little of the run', async () => {
    const measures = { budgets: {}, baseline: await known(), series: null };
    const { judgement } = judgeRuns([await runUntil(10_000, debts)], judge, measures);
    expect(judgement.verdict.status).toBe('no-data');
    expect(statuses(judgement)).toEqual({ baseline: 'no-data' });
  });

  it('fail for a new culprit without any budget', async () => {
    const { judgement } = judgeRuns([await run(stall('fresh', 3000, 120))], judge, {
      budgets: {},
      baseline: await known(),
      series: null,
    });
    expect(judgement.verdict).toEqual({ status: 'fail', reason: '1 culprit is new (main.js:3), against b.json.' });
  });
});

describe('a series', () => {
  const series = { aggregate: 'median', wanted: 3 } as const;
  const three = async () => [
    await run(stall('a', 1000, 300)),
    await run(stall('a', 1000, 100)),
    await run(stall('a', 1000, 200)),
  ];

  it('shows the run in the middle, and the spread of all', async () => {
    const { judgement, shown } = judgeRuns(await three(), judge, { budgets: {}, baseline: null, series });
    expect(shown).toBe(2);
    expect(judgement.series).toMatchObject({ runs: 3, wanted: 3, shown: 3, failures: [] });
    expect(judgement.series?.figures).toContainEqual({ name: 'blockedMs', min: 100, median: 200, max: 300 });
    expect(judgement.series?.figures).toContainEqual({ name: 'stalls', min: 1, median: 1, max: 1 });
  });

  it('holds against a baseline what most of its runs have', async () => {
    const fresh = stall('fresh', 3000, 200);
    const measures = { budgets: {}, baseline: await known(), series };
    const once = [await run(...debts, fresh), await run(...debts), await run(...debts)];
    expect(judgeRuns(once, judge, measures).judgement.verdict.status).toBe('pass');
    const twice = [await run(...debts, fresh), await run(...debts, fresh), await run(...debts)];
    expect(judgeRuns(twice, judge, measures).judgement.baseline?.new).toHaveLength(1);
  });
});
