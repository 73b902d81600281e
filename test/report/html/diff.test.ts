import { describe, expect, it } from 'vitest';
import type { DiffPageData } from '../../../src/report/html/diff/page-data.js';
import { diffPage } from '../../../src/report/html/diff/render.js';
import { CWD, cause, diagnosis, place, stall } from '../sample.js';
import { diffOf, diffPageOf, OPTIONS } from './diffs.js';
import { EVIL, hostileAfter, hostileRun } from './hostile.js';
import { dataOf, firstScreenOf, tagsOf } from './page-text.js';

const at = place('app.js', 2, 'load');
const sources = new Map([[`${CWD}/app.js`, { startLine: 1, lines: ['function load() {', '  return sum();', '}'] }]]);
const before = diagnosis(
  [
    stall(1, 100, cause('cpu'), at, { runQueueMs: 10 }),
    stall(2, 300, cause('json', 'JSON.parse'), place('read.js', 9, 'read')),
  ],
  { sources },
);
const after = diagnosis(
  [stall(1, 260, cause('cpu'), at), stall(2, 400, cause('sync-call', 'fs.readFileSync'), place('new.js', 4, 'fresh'))],
  { sources },
);
const report = diffOf(before, after);
const page = diffPageOf(report);

describe('the page of a comparison', () => {
  it('opens with the verdict, and names what is new or worse with both figures', () => {
    expect(page).toContain(`<title>loopcheck: ${report.headline}</title>`);
    const text = firstScreenOf(page);
    expect(text).toContain('<h1>1 culprit is new and 1 is worse; 1 gone.</h1>');
    expect(text).toContain('<span class="badge bad">Worse</span>');
    expect([...text.matchAll(/<h3><code>([^<]*)</g)].map((match) => match[1])).toEqual(['new.js:4', 'app.js:2']);
    expect(text).toContain('worst <strong>90 ms → 260 ms</strong> of its own');
    expect(text).not.toContain('read.js');
  });

  it('shows the loops of both sides side by side', () => {
    expect(firstScreenOf(page)).toContain('<th scope="row">max</th><td>300 ms</td><td>400 ms</td>');
  });

  it('praises what got better where nothing got worse', () => {
    const text = firstScreenOf(diffPageOf(diffOf(after, diagnosis([]))));
    expect(text).toContain('<span class="badge good">Not worse</span>');
    expect(text).toContain('What got better');
    expect(text).toContain('→ none');
  });

  it('carries each change with its details in both runs, and the figures that were judged', () => {
    const data = dataOf<DiffPageData>(page);
    expect(data.changes.map(({ status, at: one }) => [status, one?.place])).toEqual([
      ['new', 'new.js:4'],
      ['worse', 'app.js:2'],
      ['gone', 'read.js:9'],
    ]);
    const worse = data.changes[1];
    expect(worse?.before.words).toEqual({ own: '90 ms', clock: '100 ms', stalls: '1 stall', total: '100 ms' });
    expect(worse?.after.worstOwnMs).toBe(report.culprits[1]?.after?.worstOwnMs);
    const [shown] = worse?.after.details ?? [];
    expect(data.after.details[shown ?? -1]?.code?.lines[1]).toBe('  return sum();');
    expect(data.changes[0]?.before).toMatchObject({ worstOwnMs: null, details: [] });
    expect(data.after.run?.stalls.map(({ durationMs }) => durationMs)).toEqual([260, 400]);
  });

  it('finds the details of a cause that was another before by what it was', () => {
    const same = { ...place('app.js', 2, 'load') };
    const was = diagnosis([stall(1, 200, cause('cpu'), same)]);
    const is = diagnosis([stall(1, 190, cause('json', 'JSON.parse'), same)]);
    const [change] = dataOf<DiffPageData>(diffPageOf(diffOf(was, is))).changes;
    expect([change?.status, change?.before.details, change?.after.details]).toEqual(['unchanged', [0], [0]]);
  });

  it('stands without any run to show', () => {
    const data = dataOf<DiffPageData>(diffPageOf({ ...report, shown: null }));
    expect([data.before.run, data.after.run]).toEqual([null, null]);
  });

  it('has the comment for a pull request in it, line by line', () => {
    expect(dataOf<DiffPageData>(page).markdown).toMatch(/^### ❌ 1 culprit is new and 1 is worse; 1 gone\.\n\nmain/);
  });

  it('has no attribute that the policy would forbid, and no address outside', () => {
    const tags = tagsOf(diffPage.render(report, OPTIONS));
    expect(tags).not.toMatch(/\sstyle=|\son\w+=|src=|javascript:|href="(?!#|data:)/);
  });
});

describe('hostile names in a comparison', () => {
  const evil = diffPageOf(diffOf(hostileRun, hostileAfter, { before: EVIL, after: EVIL }));

  it('open no element and no attribute, and show control characters as what they are', () => {
    expect(evil.match(/<script/g)).toHaveLength(2);
    expect(evil).not.toMatch(/<img|<!--/);
    expect(tagsOf(evil)).not.toContain('hacked');
    for (const character of ['\u0007', '\u202e', '\ud800']) expect(evil).not.toContain(character);
  });
});
