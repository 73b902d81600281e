import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import type { Budgets } from '../../src/gate/budget.js';
import { judge } from '../../src/gate/judge.js';
import { cause, diagnosis, loop, place, stall } from '../report/sample.js';

const where = place('app.js', 12, 'work');
const calm = diagnosis().loop;
const starved = (share: number): Partial<Diagnosis> => ({ loop: { ...calm, starvedShare: share } });

function result(budgets: Budgets, of: Diagnosis) {
  return judge(of, budgets).budgets[0];
}

describe('lag is what the code itself held the loop for', () => {
  const slowed = stall(1, 380, cause('cpu'), where, { runQueueMs: 168 });

  test('with the clock’s figure beside it', () => {
    const { budgets, verdict } = judge(diagnosis([slowed]), { maxStallMs: 100 });
    expect(budgets).toEqual([{ name: 'maxStallMs', limit: 100, actual: 212, wallMs: 380, status: 'fail' }]);
    expect(verdict).toEqual({
      status: 'fail',
      reason: 'The budget is broken: longest pause 212 ms (380 ms by the clock, limit 100 ms).',
    });
  });

  test('so that a limit between the two holds', () => {
    expect(result({ maxStallMs: 300 }, diagnosis([slowed]))).toMatchObject({ actual: 212, status: 'pass' });
    expect(result({ maxBlockedMs: 300 }, diagnosis([slowed]))).toMatchObject({ actual: 212, wallMs: 380 });
  });

  test('the longest by itself counts, not the longest by the clock', () => {
    const other = stall(2, 250, cause('cpu'), where);
    expect(result({ maxStallMs: 300 }, diagnosis([slowed, other]))).toMatchObject({ actual: 250 });
  });

  test('a call that sleeps, and a loop that spins on the clock, hold it all the time', () => {
    const nap = stall(1, 200, cause('sync-call', 'child_process.execSync'), where, { cpuMs: 4, runQueueMs: 1 });
    const spin = stall(2, 300, cause('sleep-loop'), where, { cpuMs: 80, runQueueMs: 220 });
    expect(result({ maxBlockedMs: 1e4 }, diagnosis([nap, spin]))).toMatchObject({ actual: 499, wallMs: 500 });
  });

  test('what nothing shows to be the code’s does not count, and what was computed does', () => {
    const phantom = stall(1, 300, cause('cpu'), null, { cpuMs: 2, stack: [] });
    const computed = stall(1, 300, cause('cpu'), null, { cpuMs: 290, stack: [] });
    expect(judge(diagnosis([phantom]), { maxStalls: 0 }).verdict.status).toBe('pass');
    expect(judge(diagnosis([computed]), { maxStalls: 0 }).verdict.status).toBe('fail');
  });

  test('what is no stall without the wait is none', () => {
    const short = stall(1, 90, cause('cpu'), where, { runQueueMs: 50 });
    expect(judge(diagnosis([short]), { maxStalls: 0, maxBlockedMs: 0 }).verdict.status).toBe('pass');
  });

  test('a share is of the time without the waits, which would make it smaller', () => {
    const slowed = stall(1, 400, cause('cpu'), where, { runQueueMs: 300 });
    const machine = stall(2, 300, cause('cpu-starved'), null);
    const short = diagnosis([slowed, machine], { processes: [loop({ startMs: 0, endMs: 1000 })] });
    expect(result({ maxBlockedShare: 0.2 }, short)).toMatchObject({ actual: 0.25, status: 'fail' });
  });

  test('the startup goes without its stalls’ waits, and without the machine’s stalls', () => {
    const own = stall(1, 300, cause('module-load'), where, { phase: 'startup', runQueueMs: 60 });
    const machine = stall(2, 500, cause('cpu-starved'), null, { phase: 'startup' });
    const slow = diagnosis([own, machine], { processes: [loop({ startupMs: 900 })], ...starved(0.1) });
    expect(result({ maxStartupMs: 400 }, slow)).toMatchObject({ actual: 340, wallMs: 900, status: 'pass' });
  });
});

describe('on a machine that is very busy', () => {
  const busy = (ms: number) => diagnosis([stall(1, ms, cause('cpu'), where)], starved(0.3));

  test.each([91, 100, 109])('%d ms of 100 are a toss of a coin', (ms) => {
    const { budgets, verdict } = judge(busy(ms), { maxStallMs: 100 });
    expect(budgets[0]).toMatchObject({ actual: ms, status: 'no-data' });
    expect(verdict).toEqual({
      status: 'no-data',
      reason:
        'The loop waited for a core for 30 % of the time in which it wanted one, and maxStallMs is within 10 % of its ' +
        'limit: a toss of a coin.',
    });
  });

  test.each([
    [89, 'pass'],
    [111, 'fail'],
    [200, 'fail'],
  ])('%d ms of 100: %s', (ms, status) => {
    expect(judge(busy(ms), { maxStallMs: 100 }).verdict).toMatchObject({ status });
  });

  test('a wait within the stalls alone is as heavy', () => {
    const waited = diagnosis([stall(1, 150, cause('cpu'), where, { runQueueMs: 50 })]);
    expect(result({ maxStallMs: 100 }, waited)?.status).toBe('no-data');
  });

  test('counts are sure near their limit too', () => {
    expect(judge(busy(200), { maxStalls: 1 }).verdict).toEqual({
      status: 'pass',
      reason: 'The budget holds: 1 stall (limit 1).',
    });
  });

  test('p99 over its limit is proved by the code’s own stalls or not at all', () => {
    const noisy = { ...starved(0.5), loop: { ...calm, starvedShare: 0.5, p99Ms: 90 } };
    expect(result({ maxP99Ms: 40 }, diagnosis([], noisy))).toMatchObject({ actual: 90, status: 'no-data' });
    const guilty = diagnosis([stall(1, 200, cause('cpu'), where)], noisy);
    expect(result({ maxP99Ms: 40 }, guilty)).toMatchObject({ actual: 90, status: 'fail' });
    expect(result({ maxP99Ms: 120 }, diagnosis([], noisy))?.status).toBe('pass');
  });

  test('the utilization over its limit is proved without the wait or not at all', () => {
    const at = (utilization: number) => diagnosis([], { loop: { ...calm, starvedShare: 0.5, utilization } });
    expect(result({ maxUtilization: 0.3 }, at(0.5))).toMatchObject({ status: 'no-data' });
    expect(result({ maxUtilization: 0.3 }, at(0.7))).toMatchObject({ status: 'fail' });
    expect(result({ maxUtilization: 0.3 }, at(0.2))).toMatchObject({ status: 'pass' });
  });

  test('a startup over its limit is proved by its own stalls or not at all', () => {
    const own = stall(1, 300, cause('module-load'), where, { phase: 'startup' });
    const slow = diagnosis([own], { processes: [loop({ startupMs: 900 })], ...starved(0.6) });
    expect(result({ maxStartupMs: 500 }, slow)).toMatchObject({ actual: 900, status: 'no-data' });
    expect(result({ maxStartupMs: 200 }, slow)).toMatchObject({ actual: 900, status: 'fail' });
  });
});

describe('certainty', () => {
  const at = (ms: number, runQueueMs: number | null = 0) =>
    diagnosis([stall(1, ms, cause('cpu'), where, { runQueueMs })]);

  test('is low near the limit', () => {
    expect(judge(at(105), { maxStallMs: 100 }).verdict).toMatchObject({
      status: 'fail',
      certainty: 'low',
      doubt: 'maxStallMs is within 10 % of its limit.',
    });
  });

  test('is low where the wait for a core is not known', () => {
    expect(judge(at(200, null), { maxStallMs: 100 }).verdict).toMatchObject({
      status: 'fail',
      certainty: 'low',
      doubt: 'The wait for a core is not known here, so maxStallMs is judged by the clock.',
    });
  });

  test('is high where one breach is beyond doubt', () => {
    expect(judge(at(105), { maxStallMs: 100, maxStalls: 0 }).verdict.certainty).toBeUndefined();
    expect(judge(at(200), { maxStallMs: 100 }).verdict.certainty).toBeUndefined();
  });
});
