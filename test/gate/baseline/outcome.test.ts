import { describe, expect, it } from 'vitest';
import { baselineOf, baselineText, readBaseline } from '../../../src/gate/baseline/baseline.js';
import { withBaseline } from '../../../src/gate/baseline/judge-baseline.js';
import { againstBaseline } from '../../../src/gate/baseline/outcome.js';
import { ratcheted } from '../../../src/gate/baseline/ratchet.js';
import type { CulpritFigures } from '../../../src/gate/compare/run-facts.js';
import type { Verdict } from '../../../src/gate/verdict.js';
import { CWD, place } from '../../report/sample.js';
import { culprit, run } from '../compare/runs.js';

const saved = baselineOf(run([culprit('slow', 200), culprit('debt', 100), culprit('old', 300)]), CWD);

function against(...culprits: CulpritFigures[]) {
  return againstBaseline(run(culprits), saved, 'b.json');
}

function names(changes: readonly { fingerprint: string }[]) {
  return changes.map(({ fingerprint }) => fingerprint.slice(2));
}

describe('a run against its baseline', () => {
  it('fails for new and worse culprits alone', () => {
    const outcome = against(culprit('slow', 251), culprit('debt', 120), culprit('fresh', 150), culprit('near', 60));
    expect(outcome.status).toBe('fail');
    expect(names(outcome.new)).toEqual(['fresh']);
    expect(names(outcome.worse)).toEqual(['slow']);
    expect(names(outcome.known)).toEqual(['debt']);
    expect(names(outcome.unclear)).toEqual(['near']);
    expect(names(outcome.gone)).toEqual(['old']);
    expect(outcome.reason).toBe('1 culprit is new (app.js:12) and 1 is worse (app.js:12), against b.json.');
    expect(outcome.gone[0]?.location).toEqual({ file: 'app.js', line: null, column: null, function: 'old' });
  });

  it('passes up to the tolerance: a quarter, or 20 ms', () => {
    const outcome = against(culprit('slow', 250), culprit('debt', 125), culprit('old', 10));
    expect(outcome).toMatchObject({ status: 'pass', reason: 'No culprit is new or worse than in b.json (3 known).' });
    expect(outcome.known.map(({ status }) => status)).toEqual(['better', 'unchanged', 'unchanged']);
  });

  it('never fails for what the machine did: it is among the excused, and in no list', () => {
    const outcome = againstBaseline(run([], { excused: ['1:starved'] }), saved, 'b.json');
    expect(outcome.status).toBe('pass');
    expect([...outcome.new, ...outcome.worse]).toEqual([]);
  });

  it('says it in one safe line, whatever a file is called', () => {
    const evil = culprit('fresh', 150, { location: place('\u001b[2J\nx\u202e.js', 3, 'f') });
    expect(against(evil).reason).toBe('1 culprit is new (?[2J?x?.js:3), against b.json.');
  });

  it('has no data where nothing was seen, or under other circumstances', () => {
    expect(againstBaseline(null, saved, 'b.json').status).toBe('no-data');
    const other = run([culprit('fresh', 900)], { circumstances: { ...run().circumstances, nodeMajor: 22 } });
    expect(againstBaseline(other, saved, 'b.json')).toMatchObject({
      status: 'no-data',
      reason: 'b.json was saved with Node 20 and this run has Node 22: save a baseline for it.',
      new: [],
    });
  });
});

describe('the verdict with a baseline', () => {
  const verdict = (status: Verdict['status']): Verdict => ({ status, reason: `It is ${status}.` });
  const good = against(culprit('debt', 100));
  const bad = against(culprit('fresh', 150));
  const blind = againstBaseline(null, saved, 'b.json');
  const budget = { name: 'maxStalls', limit: 0, actual: 0, status: 'pass' } as const;

  it.each([
    ['fail', 'pass', bad, '1 culprit is new (app.js:12), against b.json.'],
    ['fail', 'no-data', bad, '1 culprit is new (app.js:12), against b.json.'],
    ['fail', 'fail', bad, 'It is fail. 1 culprit is new (app.js:12), against b.json.'],
    ['target-failed', 'target-failed', bad, 'It is target-failed. 1 culprit is new (app.js:12), against b.json.'],
    ['fail', 'fail', good, 'It is fail.'],
    ['no-data', 'no-data', good, 'It is no-data.'],
    ['no-data', 'pass', blind, 'Nothing was seen that could be held against b.json.'],
    ['pass', 'pass', good, 'It is pass. No culprit is new or worse than in b.json (1 known, 2 gone).'],
  ] as const)('is %s after %s', (expected, before, outcome, reason) => {
    const judgement = withBaseline({ budgets: [budget], verdict: verdict(before) }, outcome);
    expect(judgement.verdict).toEqual({ status: expected, reason });
  });

  it('is told among the budgets', () => {
    const { budgets, baseline } = withBaseline({ budgets: [budget], verdict: verdict('pass') }, bad);
    expect(budgets).toEqual([budget, { name: 'baseline', limit: 0, actual: 1, status: 'fail' }]);
    expect(baseline).toBe(bad);
    expect(withBaseline({ budgets: [], verdict: verdict('pass') }, blind).budgets).toEqual([
      { name: 'baseline', limit: 0, actual: null, status: 'no-data' },
    ]);
  });
});

describe('the ratchet', () => {
  it('takes out what is gone, and lowers what got better beyond the tolerance', () => {
    const outcome = against(culprit('slow', 120, { count: 7, totalMs: 600 }), culprit('debt', 99));
    const tighter = ratcheted(saved, outcome);
    expect(tighter?.culprits.map((one) => [one.function, one.count, one.totalMs, one.worstOwnMs])).toEqual([
      ['debt', 1, 100, 100],
      // Seven short ones are no reason to allow seven.
      ['slow', 1, 200, 120],
    ]);
  });

  it('keeps what may come back: what few of several runs had, and what is near the threshold', () => {
    const near = baselineOf(run([culprit('near', 65), culprit('rare', 300), culprit('old', 300)]), CWD);
    const outcome = againstBaseline(run(), near, 'b.json', new Set(['1:rare']));
    expect(names(outcome.gone).sort()).toEqual(['near', 'old', 'rare']);
    expect(ratcheted(near, outcome)?.culprits.map((one) => one.function)).toEqual(['near', 'rare']);
  });

  it('is never looser: nothing new comes in, nothing goes up', () => {
    const outcome = against(culprit('slow', 900), culprit('debt', 119), culprit('fresh', 900), culprit('old', 300));
    expect(ratcheted(saved, outcome)).toBeNull();
  });

  it('rests where the run proves nothing', () => {
    expect(ratcheted(saved, againstBaseline(null, saved, 'b.json'))).toBeNull();
  });
});

describe("a baseline's file", () => {
  it('says nothing of the machine, and is read back as it was', () => {
    const baseline = baselineOf(run([culprit('b', 90), culprit('a', 80.06, { location: null })]), CWD);
    const text = baselineText(baseline);
    expect(text).not.toContain(CWD);
    expect(readBaseline(JSON.parse(text))).toEqual(baseline);
    expect(baseline.culprits.map(({ file, worstOwnMs }) => [file, worstOwnMs])).toEqual([
      [null, 80.1],
      ['app.js', 90],
    ]);
  });

  it('has one order, whatever the order of the run', () => {
    const some = [culprit('b', 1), culprit('a', 2, { location: place('z.js', 1) }), culprit('c', 3)];
    expect(baselineOf(run(some), CWD)).toEqual(baselineOf(run([...some].reverse()), CWD));
  });

  it.each<[string, unknown]>([
    ['it is no loopcheck-baseline', { format: 'loopcheck-report', version: 1 }],
    ['a newer loopcheck wrote it (version 9; this one reads 1)', { ...saved, version: 9 }],
    ['its circumstances is not an object', { ...saved, circumstances: null }],
    ['its culprits is not a list', { ...saved, culprits: undefined }],
    [
      'its culprits[0].worstOwnMs is not a number of 0 or more',
      { ...saved, culprits: [{ ...saved.culprits[0], worstOwnMs: 'x' }] },
    ],
  ])('is refused with a reason: %s', (why, value) => {
    expect(() => readBaseline(value)).toThrow(new TypeError(why));
  });
});
