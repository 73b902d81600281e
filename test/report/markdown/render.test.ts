import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/report/markdown/render.js';
import type { Report } from '../../../src/report/report.js';
import {
  brokenBudget,
  crashed,
  HOSTILE_FILE,
  hostile,
  many,
  noData,
  OPTIONS,
  reportOf,
  scopedBudgets,
} from '../ci-sample.js';
import { cause, diagnosis, finding, place, stall, suppressed } from '../sample.js';

const text = (report: Report, maxBytes?: number) =>
  markdown.render(report, maxBytes === undefined ? OPTIONS : { ...OPTIONS, maxBytes });

const slow = (count: number, name = 'work') =>
  Array.from({ length: count }, (_, index) =>
    stall(index + 1, 100 + count - index, cause('cpu'), place(`src/${name}${index}.js`, index + 1, name)),
  );

describe('the comment', () => {
  it('has the verdict, the budgets, the culprit with its place, why and fix, and folds the rest away', () => {
    const report = brokenBudget();
    const [culprit] = report.culprits;
    expect(text(report).split('\n')).toEqual([
      '### loopcheck: ❌ failed',
      '',
      '**1 of 2 budgets is broken: longest pause 212 ms (limit 100 ms).**',
      '',
      '| budget | actual | limit |  |',
      '| --- | --- | --- | --- |',
      '| `maxStallMs` | 212 ms | 100 ms | ❌ broken |',
      '| `maxStalls` | 1 | 3 | ✅ holds |',
      '',
      'Loop: p50 1.1 ms · p99 191 ms · max 212 ms · busy 37 % · 1 stall, 212 ms of 5.2 s',
      '',
      `#### 1. ${culprit?.title} (212 ms, 100 % of blocked time)`,
      '',
      '- **where:** `shop/src/app.js:12` in `loadUsers`',
      `- **what:** ${culprit?.message}`,
      '- **why:** 1 stall, worst 212 ms. fs.readFileSync took 209 ms, of a stall of 212 ms (99 %).',
      `- **fix:** ${culprit?.fix}`,
      '- **gain:** p99 191 ms → 1.8 ms, max 212 ms → 4 ms, blocked 212 ms → 0 ms',
      '',
      '<details>',
      '<summary>1 other finding</summary>',
      '',
      expect.stringMatching(/^- \*\*.+\*\* \(`shop\/src\/call\.js:4` in `fetchAll`\), warning: ./),
      expect.stringMatching(/^ {2}Fix: ./),
      '',
      '</details>',
      '',
      '<sub>',
      '',
      '`node server.js` · Node v20.20.2 · loopcheck took 12 ms of it',
      '',
      '</sub>',
      '',
    ]);
  });

  it('says what it could not judge, and that the target failed', () => {
    expect(text(noData())).toMatch(/^### loopcheck: ❔ no data\n\n\*\*The probe was never armed/);
    expect(text(crashed())).toMatch(
      /^### loopcheck: ❌ the target failed\n\n\*\*The target ended with exit code 7\.\*\*/,
    );
  });

  it('has a row for each part of the run, and the reason of what could not be judged', () => {
    const [, , , , head, , warning, route, startup, hostileScope, , reason] = text(scopedBudgets()).split('\n');
    expect(head).toBe('| budget | actual | limit |  |');
    expect(warning).toBe('| `maxStallMs` | 212 ms of its own, 380 ms by the clock | 100 ms | ⚠️ broken, only warns |');
    expect(route).toBe('| `maxStallMs for GET /users/*` | 212 ms | 100 ms | ❌ broken |');
    expect(startup).toBe('| `maxStallMs for startup` | no data | 100 ms | ❔ no data |');
    expect(hostileScope).toBe('| `` maxStallMs for ¦<b>@me`\\x0a::error::* `` | 212 ms | 500 ms | ✅ holds |');
    expect(reason).toBe('- It was too short.');
  });

  it('shows three culprits, and the others in a table', () => {
    const stalls = slow(30);
    const lines = text(reportOf(diagnosis(stalls))).split('\n');
    expect(lines.filter((line) => line.startsWith('#### '))).toHaveLength(3);
    expect(lines).toContain('<summary>27 more culprits</summary>');
    expect(lines.filter((line) => line.startsWith('| `shop/src/work'))).toHaveLength(20);
    expect(lines).toContain('And 7 more places.');
  });

  it('lists what was silenced, and does not blame it', () => {
    const [one] = slow(1);
    if (one === undefined) throw new Error('There is no stall.');
    const comment = text(reportOf(diagnosis([one], { suppressed: [suppressed('cpu-bound', [one])] })));
    expect(comment).toContain(
      '<summary>1 finding silenced</summary>\n\n- `cpu-bound` `shop/src/work0.js:1` in `work` It is a toy.',
    );
    expect(comment).not.toContain('#### ');
  });

  it('tells the joke in the tone for it alone', () => {
    const [one] = slow(1);
    if (one === undefined) throw new Error('There is no stall.');
    const run = diagnosis([one], { findings: [finding('cpu-bound', [one])] });
    expect(text(reportOf(run, {}, 'roast'))).toContain('- **roast:** ');
    expect(text(reportOf(run, {}, 'plain'))).not.toContain('roast');
  });
});

describe('hostile names', () => {
  it('are neither HTML, nor links, nor mentions, nor lines of their own', () => {
    const outsideCode = text(hostile())
      .split('\n')
      .map((line) => line.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, ''))
      .join('\n');
    expect(outsideCode.replace(/<!-- -->|<\/?(?:details|summary|sub)>/g, '')).not.toMatch(/[<>]/);
    expect(outsideCode).not.toMatch(/@[a-z]|https?:\/\/|(?<!\\)\]\(/);
    expect(text(hostile())).not.toContain(HOSTILE_FILE);
    expect(text(hostile())).not.toMatch(/^::error/m);
  });
});

describe('the size', () => {
  it('stays under 60 KB whatever there is to tell', () => {
    const long = 'ü`<'.repeat(1000);
    const stalls = slow(60, long);
    const findings = stalls.map((one) => finding('cpu-bound', [one]));
    const report = { ...reportOf(diagnosis(stalls, { findings })), notices: Array.from({ length: 500 }, () => long) };
    expect(Buffer.byteLength(text(report))).toBeLessThan(60_000);
    expect(Buffer.byteLength(text(many(2000)))).toBeLessThan(60_000);
  });

  it('is what was asked for: cut between blocks, and said so', () => {
    const cut = text(brokenBudget(), 500);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(500);
    expect(cut).toMatch(/_The report was cut here to fit; the other formats have all of it\._\n$/);
    expect(cut).not.toContain('<details>');
  });
});
