import { describe, expect, it } from 'vitest';
import type { TriagePageData } from '../../../src/report/html/triage/page-data.js';
import { renderHtml, renderTriagePage } from '../../../src/report/html/triage/render.js';
import type { Triage } from '../../../src/triage/triage.js';
import { EVIL, hostileTriage } from './hostile.js';
import { dataOf, firstScreenOf, tagsOf } from './page-text.js';
import { fleetTriage } from './triages.js';

const OPTIONS = { columns: 80, color: false, unicode: true, links: false, cwd: '/' };
const pageOf = (of: Triage) => renderTriagePage(of, { styles: ['a{}'], scripts: ['go()'], pages: new Map() });
const page = pageOf(fleetTriage);

describe('the page of a triage', () => {
  it('opens with the most certain answer, and has every answer with its rates and grounds', () => {
    const text = firstScreenOf(page);
    expect(text).toMatch(/<h1>Since <code>2\.4\.1<\/code>, on all 3 hosts, <code>render\(\)<\/code> in /);
    expect(text).toContain('<span class="badge bad">blocks more</span>');
    expect(text).toContain('<td>400 ms in an hour</td>');
    expect(text).toContain('30 traces before, 30 after, 3 of 3 hosts changed');
    expect(text).toContain('<span class="badge bad">odd host</span>');
    expect(text).toContain('On <code>web-2</code>');
  });

  it('claims no good news where nothing could be compared', () => {
    const text = firstScreenOf(
      pageOf({ ...fleetTriage, answers: [], incomparable: 'All traces are of one version and one day.' }),
    );
    expect(text).toContain('<span class="badge unsure">No comparison</span>');
    expect(text).toContain('<h1>No comparison: All traces are of one version and one day.</h1>');
  });

  it('names what did not count, and why', () => {
    expect(page).toContain('<summary>1 damaged, read in part</summary>');
    expect(page).toContain('<code>/traces/bad.ndjson</code> Line 3 is no JSON.');
  });

  it('sums up by what was asked for, and by nothing else', () => {
    expect(page).toContain('<h2 id="groups-title">By host</h2>');
    expect(pageOf({ ...fleetTriage, by: null, groups: [] })).not.toContain('id="groups"');
  });

  it('carries the ranking as it is, with what was said of each culprit', () => {
    const { culprits, markdown } = dataOf<TriagePageData>(page);
    expect(culprits.map(({ rank, totalMs }) => [rank, totalMs])).toEqual(
      fleetTriage.culprits.map(({ totalMs }, index) => [index + 1, totalMs]),
    );
    expect(culprits.map(({ answers }) => answers.map(({ kind }) => kind))).toEqual([['outlier-host'], ['regression']]);
    expect(culprits[0]?.trendMs).toEqual(fleetTriage.culprits[0]?.trendMs);
    expect(culprits[0]?.example?.stack[0]).toMatchObject({ function: 'rank', place: '/srv/lib/rank.js:7' });
    expect(markdown).toMatch(/^- Since <code>/);
  });

  it('has no attribute that the policy would forbid, and no address outside', () => {
    expect(tagsOf(renderHtml(fleetTriage, OPTIONS))).not.toMatch(
      /\sstyle=|\son\w+=|src=|javascript:|href="(?!#|data:)/,
    );
  });
});

describe('hostile names in a triage', () => {
  const evil = pageOf(hostileTriage);

  it('open no element and no attribute, and show control characters as what they are', () => {
    expect(hostileTriage.answers).not.toEqual([]);
    expect(evil.match(/<script/g)).toHaveLength(2);
    expect(evil).not.toMatch(/<img|<!--/);
    expect(tagsOf(evil)).not.toContain('hacked');
    for (const character of ['\u0007', '\u202e', '\ud800']) expect(evil).not.toContain(character);
    expect(JSON.stringify(dataOf<TriagePageData>(evil).culprits)).not.toContain(EVIL.slice(-3));
  });
});
