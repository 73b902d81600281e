import { describe, expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.js';
import type { Report } from '../../src/report/report.js';
import { brokenBudget, hostile, many, noData, OPTIONS, reportOf, scopedBudgets } from './ci-sample.js';
import { cause, diagnosis, finding, place, stall } from './sample.js';

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const entries = (report: Report): Entry[] => JSON.parse(gitlab.render(report, OPTIONS));

const at = (line: number, durationMs = 212, name = 'loadUsers') => {
  const one = stall(1, durationMs, cause('sync-call', 'fs.readFileSync'), place('src/app.js', line, name));
  const run = diagnosis([one], { findings: [finding('blocking-call', [one])] });
  // The analysis makes fingerprints without lines; the sample's have them.
  const culprits = run.culprits.map((culprit) => ({ ...culprit, fingerprint: `app.js|${name}|sync-call` }));
  return entries(reportOf({ ...run, culprits }, { maxStallMs: 100 }));
};

describe('the code quality report', () => {
  it('has an entry for each broken budget and each finding, with paths from the repository', () => {
    const [budget, call, aside, ...rest] = entries(brokenBudget());
    expect(budget).toEqual({
      description: expect.stringMatching(
        /^Budget broken: maxStallMs\. maxStallMs is 212 ms, and the limit is 100 ms\. The longest pause: /,
      ),
      check_name: 'budget/maxStallMs',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: 'critical',
      location: { path: 'shop/src/app.js', lines: { begin: 12 } },
    });
    expect(call).toMatchObject({ check_name: 'blocking-call', severity: 'major' });
    expect(aside).toMatchObject({ check_name: 'missing-timeout', severity: 'minor' });
    expect(rest).toEqual([]);
  });

  it('leaves out what has no place in the repository', () => {
    expect(entries(noData())).toEqual([]);
    const outside = finding('missing-timeout', [], {
      location: { file: '/usr/lib/x.js', line: 1, column: 1, function: '' },
    });
    const generated = finding('missing-timeout', [], {
      location: { file: 'evalmachine.<anonymous>', line: 1, column: 1, function: '' },
    });
    expect(entries(reportOf(diagnosis([], { findings: [outside, generated] })))).toEqual([]);
  });

  it('knows an entry again when its line has moved or its time is another', () => {
    const names = (some: readonly Entry[]) => some.map(({ fingerprint }) => fingerprint);
    expect(names(at(40, 333))).toEqual(names(at(12)));
    expect(names(at(12, 212, 'loadOrders'))[1]).not.toBe(names(at(12))[1]);
  });

  it('has a budget that only warns as a minor one', () => {
    expect(entries(scopedBudgets())[0]).toMatchObject({ check_name: 'budget/maxStallMs', severity: 'minor' });
  });

  it('has no fingerprint twice', () => {
    const all = entries(many(5));
    expect(all).toHaveLength(15);
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(15);
  });

  it('spells out what hides in names', () => {
    const text = gitlab.render(hostile(), OPTIONS);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\ud800]/);
    expect(JSON.parse(text)[0].location.path).toMatch(/^shop\/a%b,c:d\\x0a::error::x\//);
  });
});
