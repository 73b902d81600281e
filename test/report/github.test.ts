import { describe, expect, it } from 'vitest';
import { github } from '../../src/report/github.js';
import type { Report } from '../../src/report/report.js';
import { brokenBudget, crashed, hostile, many, noData, OPTIONS, reportOf, scopedBudgets } from './ci-sample.js';
import { diagnosis } from './sample.js';

const lines = (report: Report) => github.render(report, OPTIONS).trimEnd().split('\n');

/** As the runner reads a line: `::name key=value,…::text`, with the escapes taken back. */
function parse(line: string) {
  const [, name = '', properties = '', text = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const back = (value: string) =>
    value
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  return {
    name,
    text: back(text),
    ...Object.fromEntries(properties.split(',').map((pair) => pair.split('=').map(back))),
  };
}

describe('the annotations', () => {
  it('name the broken budget first, then each finding, at the line in the repository', () => {
    const [headline, budget, finding, aside, ...rest] = lines(brokenBudget());
    expect(headline).toBe('loopcheck: 1 of 2 budgets is broken: longest pause 212 ms (limit 100 ms).');
    expect(budget).toMatch(
      /^::error file=shop\/src\/app\.js,line=12,col=3,title=loopcheck%3A Budget broken%3A maxStallMs::maxStallMs is 212 ms, and the limit is 100 ms\. The longest pause: .* at shop\/src\/app\.js:12\.%0A/,
    );
    expect(parse(finding ?? '')).toMatchObject({ name: 'error', file: 'shop/src/app.js', line: '12', col: '3' });
    expect(parse(aside ?? '')).toMatchObject({ name: 'warning', file: 'shop/src/call.js', line: '4' });
    expect(rest).toEqual([]);
  });

  it('are warnings for a budget that only warns, and blame no line for a part of the run', () => {
    const [warning, route, startup] = ['warning', 'error', 'error'].map((name, index) =>
      parse(lines(scopedBudgets()).filter((line) => line.startsWith(`::${name} `))[Math.max(0, index - 1)] ?? ''),
    );
    expect(warning).toMatchObject({ title: 'loopcheck: Budget broken: maxStallMs', line: '12' });
    expect(warning?.text).toMatch(
      /^maxStallMs is 212 ms of its own \(380 ms by the clock\), and the limit is 100 ms\./,
    );
    expect(route).toEqual({
      name: 'error',
      title: 'loopcheck: Budget broken: maxStallMs for GET /users/*',
      text: 'maxStallMs for GET /users/* is 212 ms, and the limit is 100 ms.',
    });
    expect(startup?.text).toBe('maxStallMs for startup could not be judged; the limit is 100 ms. It was too short.');
  });

  it('tell of missing data and of a failed target as errors without a place', () => {
    expect(lines(noData())[1]).toBe(
      '::error title=loopcheck%3A No data::The probe was never armed in any Node process, so nothing was measured.',
    );
    expect(parse(lines(crashed())[1] ?? '')).toMatchObject({
      name: 'error',
      text: 'The target ended with exit code 7.',
    });
  });

  it('of a clean run are none, and the headline alone says so', () => {
    expect(lines(reportOf(diagnosis(), { maxStallMs: 100 }))).toEqual([expect.stringMatching(/^loopcheck: ./)]);
  });

  it('are ten of a kind at most, and the last of them counts the rest', () => {
    const all = lines(many(13)).slice(1);
    for (const name of ['error', 'warning', 'notice']) {
      const own = all.filter((line) => line.startsWith(`::${name} `));
      expect(own).toHaveLength(10);
      expect(own[9]).toBe(`::${name} title=loopcheck::And 4 more of this kind: GitHub shows 10 for each step.`);
    }
    expect(lines(many(10)).slice(1).join('\n')).not.toContain('more of this kind');
  });

  it('cannot be forged by a name: each line is one command, and its properties are those that were meant', () => {
    const [headline, ...commands] = lines(hostile());
    expect(headline).toMatch(/^loopcheck: /);
    expect(commands).toHaveLength(2);
    for (const line of commands) {
      expect(Object.keys(parse(line)).sort()).toEqual(['col', 'file', 'line', 'name', 'text', 'title']);
      expect(parse(line)).toMatchObject({ name: 'error', line: '3', col: '1' });
      expect(parse(line)).toHaveProperty('file', expect.stringMatching(/^shop\/a%b,c:d\\x0a::error::x\//));
    }
  });
});
