import { describe, expect, it } from 'vitest';
import type { Diagnosis, Stall } from '../../src/analyze/diagnosis.js';
import { judge } from '../../src/gate/judge.js';
import { cause, diagnosis, place, stall } from '../report/sample.js';

const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('app.js', 12, 'loadUsers'));

describe('a trace so large that some stalls are only counted', () => {
  const untold = { count: 50, totalMs: 4000, longestMs: 90 };
  const large = diagnosis([read], { untold });
  const statusOf = (budgets: Parameters<typeof judge>[1]) => judge(large, budgets).budgets.map(({ status }) => status);

  it('breaks a budget by what is told', () => {
    expect(statusOf({ maxStallMs: 100, maxStalls: 0 })).toEqual(['fail', 'fail']);
  });

  it('passes on a longest stall that none of the others can exceed', () => {
    expect(statusOf({ maxStallMs: 300 })).toEqual(['pass']);
  });

  it('passes on no count and no sum', () => {
    expect(statusOf({ maxStalls: 1000, maxBlockedMs: 1e6 })).toEqual(['no-data', 'no-data']);
    expect(judge(large, { maxStalls: 1000 }).verdict).toMatchObject({
      status: 'no-data',
      reason: expect.stringContaining('50 stalls of up to 90 ms are only counted'),
    });
  });

  it('has them all in what it says without a budget', () => {
    expect(judge(large, {}).verdict.reason).toContain('stood still 51 times, 4.2 s in all');
  });
});

describe('an imported capture', () => {
  const from = (importedFrom: readonly string[], armed: boolean, stalls: readonly Stall[]) =>
    diagnosis(stalls, { probe: { ...diagnosis().probe, armed, importedFrom } as Diagnosis['probe'] });
  const nobodys: Stall = { ...stall(2, 900, cause('cpu', null, { confidence: 0.3 }), null), stack: [], cpuMs: null };

  it.each([
    ['node-report', 'A diagnostic report shows what ran at one moment'],
    ['trace-sync-io', 'The output of --trace-sync-io shows which lines called'],
  ])('of one moment (%s) says what it can not tell', (format, sentence) => {
    const { verdict } = judge(from([format], false, [read]), { maxStallMs: 5000 });
    expect(verdict.status).toBe('no-data');
    expect(verdict.reason).toContain(sentence);
    expect(verdict.reason).not.toContain('armed');
  });

  it('does not acquit where it is not known who held the loop', () => {
    const clinic = from(['clinic-doctor'], true, [nobodys]);
    expect(judge(clinic, { maxStallMs: 100 }).verdict).toMatchObject({
      status: 'no-data',
      reason: expect.stringContaining("Clinic Doctor's folder does not tell whether the code or the machine"),
    });
    expect(judge(clinic, { maxStallMs: 1000 }).verdict.status).toBe('pass');
  });
});
