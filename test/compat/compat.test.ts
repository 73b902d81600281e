import { describe, expect, it } from 'vitest';
import { compare, count, type Status } from './compare.mjs';
import { fromJestJson, fromLines, fromTap } from './outcomes.mjs';
import { merge, tableOf } from './table.mjs';

const run = (statuses: Readonly<Record<string, Status>>) => new Map(Object.entries(statuses));

describe('suites bare and under loopcheck', () => {
  it('are the same where each test ends alike', () => {
    const once = run({ a: 'pass', b: 'fail', c: 'skip' });
    expect(compare([once], [once])).toEqual({ differing: [], unsteady: [] });
  });

  it('differ in a test that fails under loopcheck alone, and in one that is not reported there', () => {
    const { differing } = compare([run({ a: 'pass', b: 'pass' })], [run({ a: 'fail' })]);
    expect(differing).toEqual([
      { name: 'a', bare: ['pass'], under: ['fail'] },
      { name: 'b', bare: ['pass'], under: ['missing'] },
    ]);
  });

  it('differ in a test that only passes under loopcheck', () => {
    expect(compare([run({ a: 'fail' })], [run({ a: 'pass' })]).differing).toHaveLength(1);
  });

  it('do not differ in a test that ends either way on both sides', () => {
    const [pass, fail] = [run({ a: 'pass' }), run({ a: 'fail' })];
    const { differing, unsteady } = compare([pass, fail], [fail, fail]);
    expect([differing, unsteady.map(({ name }) => name)]).toEqual([[], ['a']]);
  });

  it('are counted by status', () => {
    expect(count(run({ a: 'pass', b: 'pass', c: 'fail', d: 'skip' }))).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });
});

describe('the outcomes of a suite', () => {
  it('keep tests of the same name apart', () => {
    const line = (status: Status) => JSON.stringify({ name: 'a', status });
    expect(fromLines(`${line('pass')}\n${line('fail')}\n`)).toEqual(run({ a: 'pass', 'a (2)': 'fail' }));
  });

  it('are read from TAP with its subtests, without times', () => {
    const tap = [
      'TAP version 13',
      '# Subtest: file.js',
      '    ok 1 - inner # time=3.1ms',
      '    not ok 2 - other',
      '      ---',
      '      at: here',
      '      ...',
      '    1..2',
      'not ok 1 - file.js # time=20ms',
      'ok 2 - later # SKIP not here',
      '1..2',
    ].join('\n');
    expect(fromTap(tap)).toEqual(
      run({ 'file.js > inner': 'pass', 'file.js > other': 'fail', 'file.js': 'fail', later: 'skip' }),
    );
  });

  it('are read from the JSON of jest and vitest, a file without tests included', () => {
    const json = JSON.stringify({
      testResults: [
        { name: '/work/a.test.ts', status: 'passed', assertionResults: [{ fullName: ' adds', status: 'passed' }] },
        { name: '/work/b.test.ts', status: 'failed', assertionResults: [] },
      ],
    });
    expect(fromJestJson(json, '/work')).toEqual(run({ 'a.test.ts > adds': 'pass', 'b.test.ts': 'fail' }));
  });
});

describe('the table of suites', () => {
  const side = { passed: 5, failed: 0, skipped: 1 };
  const row = (name: string, node: string, differing = 0) => ({
    ...{ name, node, bare: side, under: side, differing, known: 0, unsteady: 0, processes: 2, problem: null },
  });

  it('has the latest row of a package on each Node, in their order, and keeps it where a run came to nothing', () => {
    const kept = [row('b', 'v20.1.0'), row('a', 'v24.1.0'), row('a', 'v20.1.0', 3)];
    const rows = merge(kept, [row('a', 'v20.2.0'), { ...row('a', 'v24.2.0', 9), problem: 'not installed' }]);
    const lines = tableOf(rows, [
      { name: 'a', tag: 'v1.0.0', part: 'the half' },
      { name: 'b', tag: '2.0.0' },
    ]).split('\n');
    expect(lines.slice(2)).toEqual([
      '| a 1.0.0 (the half) | v20.2.0 | 5, 0, 1 | 5, 0, 1 | 0 | 0 | 2 |',
      '| a 1.0.0 | v24.1.0 | 5, 0, 1 | 5, 0, 1 | 0 | 0 | 2 |',
      '| b 2.0.0 | v20.1.0 | 5, 0, 1 | 5, 0, 1 | 0 | 0 | 2 |',
    ]);
  });
});
