import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import type { BudgetRule, Budgets } from '../../src/gate/budget.js';
import { judge } from '../../src/gate/judge.js';
import { cause, diagnosis, finding, loop, place, stall } from '../report/sample.js';

const route = (label: string) => ({ trigger: { type: 'http-request', label } });
const cpu = cause('cpu');
const call = cause('sync-call', 'fs.readFileSync');

/** Startup 300 ms; running 200 ms for one route and 100 ms for another, in two files. */
const boot = stall(1, 300, cause('module-load'), place('boot.js', 1), {
  phase: 'startup',
  startMs: 100,
  syncCalls: 40,
});
const list = stall(2, 200, call, place('src/db/list.js', 5), { ...route('GET /users'), syncCalls: 3 });
const show = stall(3, 100, cpu, place('src/show.js', 9), { ...route('GET /users/:id'), syncCalls: 0 });
const run = diagnosis([boot, list, show]);

function result(budgets: Budgets, of: Diagnosis = run) {
  const [first] = judge(of, budgets).budgets;
  return first;
}

function scoped(name: BudgetRule['name'], limit: number, scope: BudgetRule['scope'], of: Diagnosis = run) {
  return result({ rules: [{ name, limit, level: 'error', scope }] }, of);
}

describe('each gauge', () => {
  test.each<[Budgets, number]>([
    [{ maxStallMs: 1 }, 300],
    [{ maxStalls: 1 }, 3],
    [{ maxBlockedMs: 1 }, 600],
    [{ maxBlockedShare: 0.01 }, 600 / 5140],
    [{ maxSyncCalls: 1 }, 43],
    [{ maxUtilization: 0.1 }, 0.37],
    [{ maxStartupMs: 1 }, 120],
  ])('%o', (budgets, actual) => {
    expect(result(budgets)).toMatchObject({ actual, status: 'fail', limit: Object.values(budgets)[0] });
  });

  test('calls of a stall whose end was not seen may be more, so they can only convict', () => {
    const open = stall(4, 90, call, place('a.js', 1), { syncCalls: null });
    expect(result({ maxSyncCalls: 50 }, diagnosis([boot, open]))).toMatchObject({ actual: null, status: 'no-data' });
    expect(result({ maxSyncCalls: 39 }, diagnosis([boot, open]))).toMatchObject({ actual: 40, status: 'fail' });
  });

  test('a loop’s blocked share is of its own life, and the worst loop counts', () => {
    const worker = loop({ threadId: 1, title: 'w', parentThreadId: 0, startMs: 1000, endMs: 1200 });
    const own = stall(4, 100, cpu, place('w.js', 1), { threadId: 1, startMs: 1010 });
    const both = diagnosis([boot, own], { processes: [loop(), worker] });
    expect(result({ maxBlockedShare: 0.4 }, both)).toMatchObject({ actual: 0.5, status: 'fail' });
  });
});

describe('findings', () => {
  const found = diagnosis([list], {
    findings: [
      finding('blocking-call', [list]),
      finding('sequential-awaits', [], { severity: 'warning', location: place('src/show.js', 1) }),
      finding('gc-pressure', [], { severity: 'info', location: null }),
      finding('cpu-bound', [], { severity: 'info', evidence: { kind: 'native' } }),
    ],
  });

  test.each<[BudgetRule['scope'], number]>([
    [{}, 2],
    [{ severity: 'error' }, 1],
    [{ severity: 'info' }, 2],
    [{ finding: 'gc-pressure' }, 1],
    [{ finding: 'sleep-loop' }, 0],
    [{ finding: 'native' }, 1],
    [{ file: 'src/db/*' }, 1],
  ])('%o are %d', (scope, actual) => {
    expect(scoped('maxFindings', 0, scope, found)).toMatchObject({ actual, status: actual === 0 ? 'pass' : 'fail' });
  });

  test('one without a place may lie in the file, so it can’t acquit', () => {
    const placeless = { ...found, findings: [finding('gc-pressure', [], { location: null })] };
    expect(scoped('maxFindings', 0, { file: 'src/db/*' }, placeless)).toMatchObject({
      status: 'no-data',
      reason: "maxFindings can't be judged: it is not known of every finding whether it belongs here.",
    });
  });
});

describe('a scope', () => {
  test.each<[BudgetRule['scope'], number]>([
    [{ phase: 'startup' }, 300],
    [{ phase: 'running' }, 300],
    [{ route: 'GET /users' }, 200],
    [{ route: 'GET /users/*' }, 100],
    [{ route: 'GET /**' }, 300],
    [{ file: 'src/**' }, 300],
    [{ file: 'db/*.js' }, 200],
    [{ file: 'src/**', route: 'GET /users/*' }, 100],
    [{ process: 'server.js' }, 600],
    [{ process: 'server.js', phase: 'running' }, 300],
  ])('%o is blocked for %d ms', (scope, actual) => {
    expect(scoped('maxBlockedMs', 1e4, scope)).toEqual({
      name: 'maxBlockedMs',
      limit: 1e4,
      actual,
      status: 'pass',
      scope,
    });
  });

  test('of a process or a worker that was not there has no data', () => {
    expect(scoped('maxStalls', 9, { worker: 'resize' })).toMatchObject({
      actual: null,
      status: 'no-data',
      reason: 'There was no worker resize to judge maxStalls of.',
    });
    expect(scoped('maxP99Ms', 9, { process: 'other' })?.status).toBe('no-data');
  });

  test('of a worker takes its own loop alone, by the worst of several', () => {
    const workers = [1, 2].map((threadId) =>
      loop({
        threadId,
        title: `pool-${threadId}.js`,
        parentThreadId: 0,
        p99Ms: threadId * 10,
        utilization: threadId / 4,
      }),
    );
    const pool = diagnosis([boot, stall(2, 90, cpu, place('w.js', 1), { threadId: 2 })], {
      processes: [loop(), ...workers],
    });
    expect(scoped('maxBlockedMs', 1e4, { worker: 'pool-*' }, pool)?.actual).toBe(90);
    expect(scoped('maxBlockedMs', 1e4, { worker: 'pool-1.js' }, pool)?.actual).toBe(0);
    expect(scoped('maxP99Ms', 1e4, { worker: 'pool-*' }, pool)?.actual).toBe(20);
    expect(scoped('maxUtilization', 1, { worker: 'pool-*' }, pool)?.actual).toBe(0.5);
    expect(scoped('maxBlockedMs', 1e4, { process: 'server.js' }, pool)?.actual).toBe(390);
  });

  test('with a stall of an unknown route acquits only where that would not break it', () => {
    const unknown = diagnosis([list, stall(4, 150, cpu, place('x.js', 1))]);
    const of = { route: 'GET /users/*' };
    expect(scoped('maxStallMs', 200, of, unknown)).toMatchObject({ actual: 150, status: 'pass' });
    expect(scoped('maxStallMs', 100, of, unknown)).toMatchObject({ status: 'no-data' });
    expect(scoped('maxStallMs', 100, { route: 'GET /users' }, unknown)).toMatchObject({ actual: 200, status: 'fail' });
  });

  test('is named in the reason', () => {
    const rules: BudgetRule[] = [{ name: 'maxStallMs', limit: 100, level: 'error', scope: { route: 'GET /users' } }];
    expect(judge(run, { rules }).verdict.reason).toBe(
      'The budget is broken: longest pause 200 ms (limit 100 ms for GET /users).',
    );
  });
});

describe('a level of warn', () => {
  const rules: BudgetRule[] = [{ name: 'maxStallMs', limit: 100, level: 'warn', scope: {} }];

  test('shows a breach and does not fail', () => {
    const { budgets, verdict } = judge(run, { maxStalls: 3, rules });
    expect(budgets.map(({ status, level }) => [status, level])).toEqual([
      ['pass', undefined],
      ['fail', 'warn'],
    ]);
    expect(verdict).toMatchObject({
      status: 'pass',
      reason: 'The budget holds: 3 stalls (limit 3). A warning: longest pause 300 ms (limit 100 ms).',
    });
  });

  test('fails neither alone nor without data', () => {
    expect(judge(run, { rules }).verdict).toMatchObject({
      status: 'pass',
      reason: 'No budget can fail this run. A warning: longest pause 300 ms (limit 100 ms).',
    });
    const unknown: BudgetRule[] = [{ name: 'maxStalls', limit: 1, level: 'warn', scope: { worker: 'x' } }];
    expect(judge(run, { maxStalls: 3, rules: unknown }).verdict.status).toBe('pass');
  });
});
