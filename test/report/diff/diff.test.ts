import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/gate/compare/compare.js';
import type { RunSummary } from '../../../src/gate/compare/run-facts.js';
import { composeDiff } from '../../../src/report/diff/diff-report.js';
import { diffFormats } from '../../../src/report/diff/formats.js';
import { culprit, run, runsWith } from '../../gate/compare/runs.js';
import { CWD, place } from '../sample.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/diff.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const before = run([culprit('load', 100), culprit('gone', 300)]);
const after = run([culprit('load', 260, { count: 3, totalMs: 400, worstMs: 280 }), culprit('fresh', 120)]);

function report(first: readonly RunSummary[], second: readonly RunSummary[]) {
  return composeDiff(compare(first, second), { before: 'main', after: 'branch' });
}

function render(format: string, first = [before], second = [after]): string {
  const options = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };
  return diffFormats[format]?.render(report(first, second), options) ?? '';
}

describe('a comparison opens with', () => {
  it.each([
    ['1 culprit is new and 1 is worse; 1 gone.', [before], [after]],
    ['2 culprits are worse.', [run([culprit('a', 60), culprit('b', 60)])], [run([culprit('a', 90), culprit('b', 90)])]],
    ['No culprit is new or worse: 1 better, 1 gone.', [after], [run([culprit('load', 100)])]],
    ['Neither side has a culprit.', [run()], [run()]],
  ])('%s', (headline, first, second) => {
    expect(report(first, second).headline).toBe(headline);
  });
});

describe('for people', () => {
  it('shows both sides of each culprit, the bad news first', () => {
    const text = render('terminal');
    expect(text).toMatch(/^✖ WORSE 1 culprit is new and 1 is worse; 1 gone\.\n {2}main \(1 run\) → branch \(1 run\)\n/);
    expect(text).toContain(
      '✖ app.js:12:3 in load · cpu\n' +
        '  worst 100 ms → 260 ms of its own · 100 ms → 280 ms by the clock ·\n' +
        '  1 stall → 3 stalls · 100 ms → 400 ms in all\n',
    );
    expect(text).toContain('worst none → 120 ms of its own');
    expect(text.indexOf('New ──')).toBeLessThan(text.indexOf('Worse ──'));
    expect(text.indexOf('Worse ──')).toBeLessThan(text.indexOf('Gone ──'));
  });

  it('shows p where there was a test, and in how many runs something was seen', () => {
    const text = render('terminal', [...runsWith('a', [0, 0, 0, 0, 0])], [...runsWith('a', [90, 91, 0, 93, 94])]);
    expect(text).toContain('worst none → 91 ms in 4 of 5 runs of its own');
    expect(text).toContain('p 0.048');
    expect(text).toContain('rank test of Mann and Whitney over 5 and 5 runs');
  });

  it('stays within the page', () => {
    const long = run([culprit('a'.repeat(200), 300, { location: place(`${'d/'.repeat(80)}x.js`, 3) })]);
    for (const line of render('terminal', [run()], [long]).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('as JSON', () => {
  it.each([
    ['one run each', [before], [after]],
    ['samples', [...runsWith('a', [0, 0, 0, 0])], [...runsWith('a', [90, 91, 0, 93])]],
    [
      'nothing known',
      [run([], { loop: { p50Ms: null, p99Ms: null, maxMs: null, utilization: null, blockedMs: null } })],
      [run([culprit('x', 90, { location: null })])],
    ],
    [
      'other circumstances',
      [before],
      [run([], { circumstances: { ...before.circumstances, nodeMajor: 22 } }), run([], { hasData: false })],
    ],
  ])('keeps to its schema: %s', (_case, first, second) => {
    validate(JSON.parse(render('json', first, second)));
    expect(validate.errors).toBeNull();
  });

  it('has the figures that were judged', () => {
    const { verdict, culprits } = JSON.parse(render('json'));
    expect(verdict).toEqual({ status: 'worse', reason: '1 culprit is new and 1 is worse; 1 gone.' });
    expect(culprits[1]).toMatchObject({
      status: 'worse',
      before: { worstOwnMs: 100 },
      after: { worstOwnMs: 260, worstMs: 280, count: 3, totalMs: 400 },
      p: null,
    });
  });
});

describe('hostile names', () => {
  const evil = run([culprit('\u001b[2J|<img src=x>`@me\n# x', 300)]);

  it('do nothing in Markdown', () => {
    const text = render('markdown', [run()], [evil]);
    expect(text).toContain('\\\\x1b\\[2J\\|&lt;img src=x&gt;\\`@\u2060me\\\\x0a\\# x');
    for (const raw of ['\u001b', '<img', '\n# x']) expect(text).not.toContain(raw);
  });

  it('do nothing on a terminal, nor in JSON', () => {
    expect(render('terminal', [run()], [evil])).not.toContain('\u001b');
    expect(render('json', [run()], [evil])).not.toContain('\u001b');
  });
});
