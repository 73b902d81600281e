import { describe, expect, test } from 'vitest';
import type { Diagnosis, SteadyPart } from '../../src/analyze/diagnosis.js';
import { judge } from '../../src/gate/judge.js';
import { cause, diagnosis, loop, place, stall } from '../report/sample.js';

const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('app.js', 12));
const probe = diagnosis().probe;
const half: Partial<Diagnosis> = { probe: { ...probe, seenShare: 0.5 } };
const served = (listened: readonly string[], requests: number | null) => ({ served: { listened, requests } });

function steady(more: Partial<SteadyPart> = {}): { steady: SteadyPart } {
  const { loop: health } = diagnosis();
  return { steady: { fromMs: 2000, stalls: [], processes: [loop()], loop: health, culprits: [], ...more } };
}

describe('a run that was watched for too little of its life', () => {
  test('holds no budget', () => {
    const { budgets, verdict } = judge(diagnosis([], half), { maxStalls: 0 });
    expect(budgets[0]).toMatchObject({ actual: 0, status: 'no-data' });
    expect(verdict).toEqual({
      status: 'no-data',
      reason: "The probe saw only 50 % of the target's life; 80 % is needed to judge it.",
    });
  });

  test('is convicted by what was seen', () => {
    expect(judge(diagnosis([read], half), { maxStalls: 0 }).verdict.status).toBe('fail');
  });

  test.each([0.8, null])('%s is enough', (seenShare) => {
    expect(judge(diagnosis([], { probe: { ...probe, seenShare } }), { maxStalls: 0 }).verdict.status).toBe('pass');
  });
});

describe('what is required of the target', () => {
  test.each<[string, Partial<Diagnosis>, object, string]>([
    ['a port', served([], 0), { requirePort: true }, 'The target never listened on a port, which was required of it.'],
    [
      'requests',
      served(['3000'], 1),
      { requireRequests: 2 },
      'The target served 1 HTTP request, and 2 were required of it.',
    ],
    [
      'requests that an older trace does not count',
      served(['3000'], null),
      { requireRequests: 1 },
      'The trace does not tell how many HTTP requests were served, which were required of the target.',
    ],
  ])('%s', (_, more, required, reason) => {
    expect(judge(diagnosis([], more), required).verdict).toEqual({ status: 'no-data', reason });
    expect(judge(diagnosis([], more), { ...required, maxStalls: 0 }).verdict).toEqual({ status: 'no-data', reason });
    expect(judge(diagnosis([read], more), { ...required, maxStalls: 0 }).verdict.status).toBe('fail');
  });

  test('is met', () => {
    const budgets = { requirePort: true, requireRequests: 2, maxStalls: 0 };
    expect(judge(diagnosis([], served(['3000'], 2)), budgets).verdict.status).toBe('pass');
  });
});

describe('a warm-up', () => {
  test('leaves out the stalls and delays before it', () => {
    const late = stall(2, 90, cause('cpu'), place('app.js', 1));
    const run = diagnosis([read, late], steady({ stalls: [late], loop: { ...diagnosis().loop, p99Ms: 7 } }));
    expect(judge(run, { maxStallMs: 100, maxP99Ms: 100, maxStalls: 9 }).budgets.map(({ actual }) => actual)).toEqual([
      90, 7, 1,
    ]);
  });

  test('counts the share from its end', () => {
    const late = stall(2, 320, cause('cpu'), place('app.js', 1));
    const run = diagnosis([read, late], steady({ stalls: [late] }));
    expect(judge(run, { maxBlockedShare: 0.5 }).budgets[0]?.actual).toBe(0.1);
  });

  test('that the run did not outlive leaves nothing to judge', () => {
    const none = { ...diagnosis().loop, p99Ms: null, maxMs: null, utilization: null };
    expect(judge(diagnosis([read], steady({ loop: none })), { maxStalls: 0 })).toEqual({
      budgets: [{ name: 'maxStalls', limit: 0, actual: null, status: 'no-data' }],
      verdict: { status: 'no-data', reason: 'The run has nothing to judge after its warm-up of 2 s.' },
    });
  });
});
