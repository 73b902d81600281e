import { describe, expect, it } from 'vitest';
import { judgeSeries } from '../../src/gate/series.js';
import type { Judgement } from '../../src/gate/verdict.js';

const LIMIT = 100;

/** A run in which the longest pause was so long; null: that could not be known. */
function run(actual: number | null): Judgement {
  const status = actual === null ? 'no-data' : actual <= LIMIT ? 'pass' : 'fail';
  return {
    budgets: [{ name: 'maxStallMs', limit: LIMIT, actual, status }],
    verdict: { status, reason: actual === null ? 'Nothing was seen.' : '' },
  };
}

describe('several runs', () => {
  it.each([
    ['median', [90, 95, 400], 'pass', 95],
    ['median', [90, 110, 400], 'fail', 110],
    ['min', [90, 110, 400], 'pass', 90],
    ['max', [90, 95, 101], 'fail', 101],
    ['mean', [90, 95, 400], 'fail', 195],
  ] as const)('are judged by their %s: %j', (aggregate, actuals, status, actual) => {
    const { budgets, verdict } = judgeSeries(actuals.map(run), aggregate, []);
    expect(budgets[0]).toMatchObject({ status, actual });
    expect(verdict.status).toBe(status);
  });

  it.each([
    ['median', [90, 95, 98], 'high'],
    ['median', [110, 120, 400], 'high'],
    ['median', [90, 110, 400], 'low'],
    ['median', [90, 95, 400], 'low'],
    ['median', [90, 95], 'low'],
    ['mean', [90, 95, 400], 'low'],
    ['max', [90, 95, 101], 'high'],
    ['median', [90, 110, 120, 130, 140], 'low'],
    ['median', [110, 120, 130, 140, 150], 'high'],
    ['median', [90, 91, 92, 93, 94, 95, 400], 'high'],
  ] as const)('are as sure as so many can be by the %s: %j', (aggregate, actuals, certainty) => {
    expect(judgeSeries(actuals.map(run), aggregate, []).verdict.certainty ?? 'high').toBe(certainty);
  });

  it('say why they are uncertain, and are sure of a failure that one budget alone leaves no doubt of', () => {
    const pair = (first: number, second: number): Judgement => ({
      ...run(first),
      budgets: [
        ...run(first).budgets,
        { ...run(second).budgets[0], name: 'maxBlockedMs' } as Judgement['budgets'][number],
      ],
    });
    expect(judgeSeries([90, 110, 400].map(run), 'median', []).verdict.doubt).toBe(
      'maxStallMs was over its limit in 2 of 3 runs: the median of more runs lies on the same side with a probability of 69 %.',
    );
    const { verdict } = judgeSeries([pair(90, 300), pair(110, 300), pair(400, 300)], 'median', []);
    expect(verdict.certainty).toBeUndefined();
  });

  it('tell their spread', () => {
    const { budgets, verdict } = judgeSeries([110, 90, 400].map(run), 'median', []);
    expect(budgets[0]?.spread).toEqual({ min: 90, median: 110, max: 400, runs: 3, over: 2 });
    expect(verdict.reason).toBe(
      '1 budget is broken by the median of 3 runs: maxStallMs 110 ms (90 ms – 400 ms, limit 100 ms).',
    );
  });

  it.each([
    ['pass', [90, 90, 90, null, null]],
    ['no-data', [90, 90, null, null]],
    ['no-data', [90, 120, null, null]],
    ['fail', [120, 120, 120, null, null]],
    ['no-data', [null, null]],
  ] as const)('are %s where a run without a figure may have had any: %j', (status, actuals) => {
    const { budgets, verdict } = judgeSeries(actuals.map(run), 'median', []);
    expect(budgets[0]?.status).toBe(status);
    expect(verdict.status).toBe(status);
  });

  it('never pass where one run convicts and cannot acquit', () => {
    const flawed: Judgement = {
      budgets: [{ name: 'maxStallMs', limit: LIMIT, actual: 10, status: 'no-data' }],
      verdict: { status: 'no-data', reason: 'Too little was seen.' },
    };
    expect(judgeSeries([flawed, flawed, run(90)], 'median', []).verdict).toEqual({
      status: 'no-data',
      reason: 'Too few of 3 runs could be judged by maxStallMs. Too little was seen.',
    });
  });

  it('have failed where a target failed in one of them, whatever the budgets say', () => {
    const { verdict } = judgeSeries([run(120), run(120)], 'median', [{ run: 2, reason: 'It ended.' }]);
    expect(verdict).toEqual({
      status: 'target-failed',
      reason:
        'The target failed in 1 of 2 runs; run 2: It ended. ' +
        '1 budget is broken by the median of 2 runs: maxStallMs 120 ms (limit 100 ms).',
    });
  });

  it('without budgets have no data only where no run had any', () => {
    const pass: Judgement = { budgets: [], verdict: { status: 'pass', reason: '' } };
    const blind: Judgement = { budgets: [], verdict: { status: 'no-data', reason: 'Nothing.' } };
    expect(judgeSeries([pass, blind], 'median', []).verdict.status).toBe('pass');
    expect(judgeSeries([blind, blind], 'median', []).verdict).toEqual({ status: 'no-data', reason: 'Nothing.' });
  });
});
