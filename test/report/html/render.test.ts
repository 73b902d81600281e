import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PageData } from '../../../src/report/html/page-data.js';
import { htmlPage, renderPage } from '../../../src/report/html/render.js';
import { CWD, cause, diagnosis, finding, place, stall } from '../sample.js';
import { EVIL, hostileRun } from './hostile.js';
import { dataOf as dataOfPage, firstScreenOf, tagsOf } from './page-text.js';
import { pageOf, reportOf } from './pages.js';

const OPTIONS = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };

const slow = stall(1, 300, cause('sync-call', 'fs.readFileSync', { evidence: 'Seen.' }), place('app.js', 12, 'load'));
const sums = stall(2, 200, cause('cpu'), place('sum.js', 3, 'sum'));
const parse = stall(3, 120, cause('json', 'JSON.parse'), place('read.js', 9, 'read'));
const small = stall(4, 60, cause('regex'), place('mail.js', 4, 'isMail'));
const machine = stall(5, 400, cause('cpu-starved'), null);
const run = diagnosis([slow, sums, parse, small, machine], { findings: [finding('blocking-call', [slow])] });

const dataOf = dataOfPage<PageData>;
const firstScreen = firstScreenOf;

describe('the first screen', () => {
  it('names the three worst culprits of the code with place, share and fix, and counts the others', () => {
    const text = firstScreen(pageOf(run));
    expect([...text.matchAll(/<p class="place"><code>([^<]*)</g)].map((match) => match[1])).toEqual([
      'app.js:12',
      'sum.js:3',
      'read.js:9',
    ]);
    expect(text).toContain('<strong>300 ms</strong> · 28 % of blocked time');
    expect(text.match(/<strong>Fix<\/strong>/g)).toHaveLength(3);
    expect(text).toContain('and 1 more place');
  });

  it('opens with the headline', () => {
    const report = reportOf(run);
    expect(pageOf(run)).toContain(`<title>loopcheck: ${report.headline}</title>`);
  });

  it('shows the budgets with their verdict', () => {
    const text = firstScreen(pageOf(run, { maxStallMs: 100, maxStalls: 9 }));
    expect(text).toContain('<span class="badge bad">Budget broken</span>');
    expect(text).toContain(
      '<code>maxStallMs</code></th><td>300 ms</td><td>100 ms</td><td><span class="badge bad">broken</span>',
    );
    expect(text).toContain('<code>maxStalls</code></th><td>4</td><td>9</td><td><span class="badge good">held</span>');
  });

  it('claims no pass for a run that nobody set a limit to', () => {
    expect(firstScreen(pageOf(run))).toContain('<span class="badge neutral">No budget set</span>');
    expect(firstScreen(pageOf(diagnosis()))).toContain('<span class="badge good">No stalls</span>');
  });

  it('says that there is no data where the probe was never armed', () => {
    const text = firstScreen(pageOf(diagnosis([], { probe: { ...diagnosis().probe, armed: false } })));
    expect(text).toContain('<span class="badge unsure">No data</span>');
    expect(text).toContain('Nothing was measured.');
  });

  it('has no joke in the plain tone', () => {
    expect(pageOf(run, { maxStallMs: 100 }, 'roast')).toContain('class="roast"');
    expect(pageOf(run, { maxStallMs: 100 }, 'plain')).not.toContain('class="roast"');
    expect(dataOf(pageOf(run, {}, 'plain')).culprits.every(({ roast }) => roast === '')).toBe(true);
  });

  it('leaves unknown figures unknown', () => {
    const loop = { ...diagnosis().loop, p99Ms: null, utilization: null };
    const text = firstScreen(pageOf(diagnosis([], { loop })));
    expect(text).toContain('<dt>p99</dt><dd>unknown</dd>');
    expect(text).toContain('<dt>busy</dt><dd>unknown</dd>');
  });
});

describe('the page', () => {
  it('runs and fetches nothing but what it holds: each inline script and style by its hash', () => {
    const page = pageOf(run);
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
      `default-src 'none'; script-src ${hash('go()')}; style-src ${hash('a{}')}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('has no attribute that the policy would forbid, and no address outside', () => {
    const page = htmlPage.render(reportOf(run), OPTIONS);
    const markup = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\sstyle=|\son\w+=|src=|javascript:|href="(?!#|data:)/);
  });

  it('carries the same figures as the report, each once', () => {
    const report = reportOf(run);
    const data = dataOf(pageOf(run));
    expect(data.stalls.map(({ id, durationMs, kind }) => [id, durationMs, kind])).toEqual(
      report.stalls.map(({ id, durationMs, cause }) => [id, durationMs, cause.kind]),
    );
    expect(data.culprits.map(({ totalMs, count }) => [totalMs, count])).toEqual(
      report.culprits.map(({ totalMs, count }) => [totalMs, count]),
    );
    expect(data.frames).toHaveLength(4);
  });

  it('says why a culprit is not held against the code', () => {
    const starved = dataOf(pageOf(run)).culprits.find(({ kind }) => kind === 'cpu-starved');
    expect([starved?.guilty, starved?.excuse]).toEqual([false, 'not your code’s fault']);
  });

  it('carries the explanations of what was found, and no others', () => {
    const { pages } = dataOf(pageOf(run));
    expect(pages).toEqual({
      'blocking-call': [
        { type: 'heading', level: 1, text: 'Blocking call' },
        { type: 'text', text: 'It blocks.' },
      ],
    });
  });

  it('refuses a script of its own that would end its element', () => {
    const assets = { styles: [], scripts: ['"</SCRIPT>"'], pages: new Map() };
    expect(() => renderPage(reportOf(run), CWD, assets)).toThrow('would end itself');
  });
});

describe('hostile names', () => {
  const page = pageOf(hostileRun);

  it('open no element and no attribute in the static part', () => {
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img|<!--/);
    expect(tagsOf(page)).not.toContain('hacked');
  });

  it('show control and direction-turning characters as what they are', () => {
    for (const character of ['\u0007', '\u202e', '\ud800']) expect(page).not.toContain(character);
    expect(page).toContain('\\u202e\\x07');
  });

  it('reach the script as plain data, with the path as it is for the editor', () => {
    const data = dataOf(page);
    expect(data.culprits[0]?.at?.path).toBe(`/home/me/shop/${EVIL}.js`);
    expect(data.culprits[0]?.at?.function).toContain('</script><script>');
    expect(JSON.stringify(data.culprits[0]?.code)).not.toMatch(/\u202e/u);
  });
});

describe('the size of the page', () => {
  const real = { frames: 30, stalls: 10_000 };

  it('is below 1 MB for a common run', () => {
    expect(htmlPage.render(reportOf(run), OPTIONS).length).toBeLessThan(1_000_000);
  });

  it(`is below 10 MB at ${real.stalls} stalls with stacks of ${real.frames} frames`, () => {
    const stack = Array.from({ length: real.frames }, (_, index) => ({
      ...place(`src/some/folder/file-${index}.js`, index + 1, `function${index}`),
      share: 0.9,
      origin: 'app' as const,
      package: null,
    }));
    const many = Array.from({ length: real.stalls }, (_, index) => {
      const evidence = `fs.readFileSync took ${index} ms, of a stall of ${index + 50} ms (97 %).`;
      const at = place(`src/file-${index % 40}.js`, (index % 7) + 1, 'load');
      const more = { stack: stack.slice(index % 5), trigger: { type: 'http-request', label: `GET /users/${index}` } };
      return stall(index + 1, 50 + (index % 997) * 1.37, cause('sync-call', 'fs.readFileSync', { evidence }), at, more);
    });
    expect(htmlPage.render(reportOf(diagnosis(many)), OPTIONS).length).toBeLessThan(10_000_000);
  });
});
