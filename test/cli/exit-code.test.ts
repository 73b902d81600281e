import { describe, expect, it } from 'vitest';
import { exitOfReport, exitOfRun } from '../../src/cli/exit-code.js';
import type { BudgetResult } from '../../src/gate/verdict.js';
import type { Report } from '../../src/report/report.js';

function report(armed: boolean, ...statuses: BudgetResult['status'][]): Report {
  const budgets = statuses.map((status) => ({ name: 'maxStalls', limit: 0, actual: 0, status }));
  return { probe: { armed }, budgets, verdict: { status: 'pass' } } as unknown as Report;
}

const well = { exitCode: 0, signal: null, stoppedBy: null };

describe('exitOfReport', () => {
  it.each([
    ['a run without budgets', report(true), 0],
    ['a budget that was kept', report(true, 'pass'), 0],
    ['a budget that was broken', report(true, 'pass', 'fail', 'no-data'), 1],
    ['a budget without data', report(true, 'pass', 'no-data'), 3],
    ['an unarmed probe', report(false), 3],
  ])('of %s', (_what, one, code) => {
    expect(exitOfReport(one)).toBe(code);
  });
});

describe('exitOfRun', () => {
  it("is the report's where the target ended well", () => {
    expect(exitOfRun(well, report(true, 'fail'))).toBe(1);
  });

  it("is the target's own failure before all else", () => {
    expect(exitOfRun({ ...well, exitCode: 7 }, report(true, 'fail'))).toBe(7);
    expect(exitOfRun({ ...well, exitCode: 7 }, report(false))).toBe(7);
  });

  it('is 128 + n for a signal', () => {
    expect(exitOfRun({ ...well, exitCode: null, signal: 'SIGKILL' }, report(true))).toBe(137);
    expect(exitOfRun({ ...well, exitCode: null, signal: 'SIGTERM' }, report(true))).toBe(143);
  });

  it.each(['duration', 'interrupt', 'load'] as const)('does not count being stopped by %s as failure', (stoppedBy) => {
    expect(exitOfRun({ exitCode: null, signal: 'SIGKILL', stoppedBy }, report(true))).toBe(0);
    expect(exitOfRun({ exitCode: 1, signal: null, stoppedBy }, report(true, 'fail'))).toBe(1);
    expect(exitOfRun({ exitCode: 0, signal: null, stoppedBy }, report(false))).toBe(3);
  });

  it('is 2 for a load that failed, unless there is worse', () => {
    expect(exitOfRun(well, report(true), 'failed')).toBe(2);
    expect(exitOfRun(well, report(true, 'pass'), 'failed')).toBe(2);
    expect(exitOfRun(well, report(true, 'fail'), 'failed')).toBe(1);
    expect(exitOfRun(well, report(false), 'failed')).toBe(3);
    expect(exitOfRun({ ...well, exitCode: 7 }, report(true), 'failed')).toBe(7);
    expect(exitOfRun({ ...well, stoppedBy: 'interrupt' }, report(true), 'failed')).toBe(0);
    expect(exitOfRun(well, report(true, 'pass'), 'well')).toBe(0);
  });

  it('is 3 for budgets that held because no load ever began', () => {
    expect(exitOfRun(well, report(true, 'pass'), 'never-began')).toBe(3);
    expect(exitOfRun(well, report(true, 'fail'), 'never-began')).toBe(1);
    expect(exitOfRun(well, report(true), 'never-began')).toBe(0);
  });
});
