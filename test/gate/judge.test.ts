import { describe, expect, test } from 'vitest';
import type { Diagnosis, TargetInfo } from '../../src/analyze/diagnosis.js';
import { judge, targetFailed } from '../../src/gate/judge.js';
import { cause, diagnosis, place, stall } from '../report/sample.js';

const where = place('app.js', 12, 'loadUsers');
const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), where);
const starved = stall(2, 900, cause('cpu-starved'), null);
const suspended = stall(3, 5000, cause('suspended'), null);

const ALL = { maxStallMs: 1e6, maxP99Ms: 1e6, maxStalls: 1e6 };

function target(more: Partial<TargetInfo>): Partial<Diagnosis> {
  return { target: { ...diagnosis().target, ...more } };
}

const unarmed: Partial<Diagnosis> = { probe: { ...diagnosis().probe, armed: false } };
const nothingSeen: Partial<Diagnosis> = {
  loop: { ...diagnosis().loop, meanMs: null, p50Ms: null, p90Ms: null, p99Ms: null, maxMs: null, utilization: null },
};

describe('budgets', () => {
  test('a stall longer than the limit fails, with its figures in the reason', () => {
    expect(judge(diagnosis([read]), { maxStallMs: 100 })).toEqual({
      budgets: [{ name: 'maxStallMs', limit: 100, actual: 212, status: 'fail' }],
      verdict: { status: 'fail', reason: 'The budget is broken: longest pause 212 ms (limit 100 ms).' },
    });
  });

  test('a limit that is just reached holds', () => {
    expect(judge(diagnosis([read]), { maxStallMs: 212, maxStalls: 1 })).toEqual({
      budgets: [
        { name: 'maxStallMs', limit: 212, actual: 212, status: 'pass' },
        { name: 'maxStalls', limit: 1, actual: 1, status: 'pass' },
      ],
      verdict: {
        status: 'pass',
        reason: 'All 2 budgets hold: longest pause 212 ms (limit 212 ms), 1 stall (limit 1).',
        certainty: 'low',
        doubt: 'maxStallMs is within 10 % of its limit.',
      },
    });
  });

  test('a run without a stall holds a limit of none', () => {
    expect(judge(diagnosis(), { maxStalls: 0 }).verdict).toEqual({
      status: 'pass',
      reason: 'The budget holds: no stall (limit 0).',
    });
  });

  test('what is not set is not judged', () => {
    expect(judge(diagnosis([read]), {})).toEqual({
      budgets: [],
      verdict: { status: 'pass', reason: 'No budget was set; the loop stood still once, 212 ms in all.' },
    });
  });

  test('stalls that the machine made count against none', () => {
    const run = diagnosis([read, starved, suspended]);
    expect(judge(run, { maxStallMs: 212, maxStalls: 1 }).budgets.map(({ actual }) => actual)).toEqual([212, 1]);
  });

  test('p99 is judged without the stalls that the machine made', () => {
    const run = diagnosis([read, starved]);
    expect(run.loop.p99Ms).toBe(810);
    expect(judge(run, { maxP99Ms: 200 }).budgets[0]).toEqual({
      name: 'maxP99Ms',
      limit: 200,
      actual: 212 * 0.9,
      status: 'pass',
    });
  });

  test('with two kinds of them, p99 can be acquitted but not convicted', () => {
    const run = diagnosis([starved, suspended]);
    expect(judge(run, { maxP99Ms: 900 }).verdict.status).toBe('pass');
    expect(judge(run, { maxP99Ms: 100 }).verdict.status).toBe('no-data');
  });

  test('a limit under the threshold is held by a loop that was never later than it', () => {
    expect(judge(diagnosis(), { maxStallMs: 10 }).budgets[0]).toMatchObject({ actual: 4, status: 'pass' });
  });

  test('a limit under the threshold is not decided by delays that may be the machine’s', () => {
    expect(judge(diagnosis(), { maxStallMs: 3 }).verdict).toEqual({
      status: 'no-data',
      reason: 'Not enough was seen to judge maxStallMs: pauses under the threshold of 50 ms were not told apart.',
    });
  });

  test('one broken budget outweighs one that could not be judged', () => {
    expect(judge(diagnosis([read]), { maxStallMs: 100, maxP99Ms: Number.NaN }).verdict.status).toBe('fail');
  });
});

describe('no data never passes', () => {
  test.each([
    ['unarmed', unarmed],
    ['armed, but nothing seen', nothingSeen],
    ['no process', { processes: [] }],
  ])('%s', (_, more) => {
    const { budgets, verdict } = judge(diagnosis([], more), ALL);
    expect(budgets.map(({ actual, status }) => [actual, status])).toEqual([
      [null, 'no-data'],
      [null, 'no-data'],
      [null, 'no-data'],
    ]);
    expect(verdict.status).toBe('no-data');
  });

  test('unarmed is no data without a budget too', () => {
    expect(judge(diagnosis([], unarmed), {}).verdict).toEqual({
      status: 'no-data',
      reason: 'The probe was never armed in any Node process, so nothing was measured.',
    });
  });

  test('armed with nothing to see is fine while nobody set a limit', () => {
    expect(judge(diagnosis([], nothingSeen), {}).verdict.status).toBe('pass');
  });

  test.each(['maxStallMs', 'maxP99Ms', 'maxStalls'] as const)('a %s of NaN can’t pass', (name) => {
    expect(judge(diagnosis(), { [name]: Number.NaN }).verdict.status).toBe('no-data');
    expect(judge(diagnosis(), { [name]: Number.POSITIVE_INFINITY }).verdict.status).toBe('no-data');
  });

  test('figures that are NaN can’t pass', () => {
    const broken = stall(1, Number.NaN, cause('cpu'), where);
    const { budgets } = judge(diagnosis([broken]), { maxStallMs: 100, maxP99Ms: 100 });
    expect(budgets.map(({ actual, status }) => [actual, status])).toEqual([
      [null, 'no-data'],
      [null, 'no-data'],
    ]);
    expect(judge(diagnosis([broken]), { maxStallMs: 10 }).verdict.status).toBe('no-data');
  });
});

describe('a target that failed', () => {
  test('decides the verdict; its budgets are told all the same', () => {
    const { budgets, verdict } = judge(diagnosis([read], target({ exitCode: 7 })), { maxStallMs: 100, maxStalls: 3 });
    expect(budgets.map(({ status }) => status)).toEqual(['fail', 'pass']);
    expect(verdict).toEqual({
      status: 'target-failed',
      reason: 'The target ended with exit code 7, and it broke 1 budget: longest pause 212 ms (limit 100 ms).',
    });
  });

  test('a signal is a failure', () => {
    expect(judge(diagnosis([], target({ exitCode: null, signal: 'SIGSEGV' })), {}).verdict.reason).toBe(
      'The target was ended by SIGSEGV.',
    );
  });

  test('it is told before an unarmed probe', () => {
    const verdict = judge(diagnosis([], { ...unarmed, ...target({ exitCode: 1 }) }), ALL).verdict;
    expect(verdict.status).toBe('target-failed');
  });

  test.each(['duration', 'interrupt', 'load'] as const)('stopped by %s is no failure', (stoppedBy) => {
    expect(targetFailed({ ...diagnosis().target, exitCode: null, signal: 'SIGKILL', stoppedBy })).toBe(false);
    expect(targetFailed({ ...diagnosis().target, exitCode: 143, stoppedBy })).toBe(false);
  });

  test('an ending that nobody saw is no failure', () => {
    expect(targetFailed({ ...diagnosis().target, exitCode: null })).toBe(false);
  });
});
