import { describe, expect, it } from 'vitest';
import { inlineCode, runTicket } from '../../../../src/report/html/page/ticket.js';
import { serialize } from '../../../../src/report/html/serialize.js';
import { toPageData } from '../../../../src/report/html/to-page-data.js';
import { CWD, cause, diagnosis, place, stall } from '../../sample.js';
import { hostileRun } from '../hostile.js';
import { reportOf } from '../pages.js';

const slow = stall(
  1,
  300,
  cause('sync-call', 'fs.readFileSync', { evidence: 'It took 290 ms.' }),
  place('app.js', 2, 'load'),
);
const sources = new Map([
  [`${CWD}/app.js`, { startLine: 1, lines: ['function load() {', '  return fs.readFileSync(x);', '}'] }],
]);

describe('a run as Markdown', () => {
  it('tells the verdict, and of each culprit the place, the code, why, and the fix', () => {
    const text = runTicket(toPageData(reportOf(diagnosis([slow], { sources }), { maxStallMs: 100 }), CWD, new Map()));
    expect(text).toContain('## loopcheck: The budget is broken: longest pause 300 ms (limit 100 ms).');
    expect(text).toContain('`app.js:2` in `load`: 300 ms (100 % of blocked time), 1 stall, worst 300 ms');
    expect(text).toContain('```\n  1 | function load() {\n> 2 |   return fs.readFileSync(x);\n  3 | }\n```');
    expect(text).toContain('**Why:** It took 290 ms.');
    expect(text).toContain('**Fix:** ');
  });

  it('lets no name out of its code, and no markup through', () => {
    const data = JSON.parse(serialize(toPageData(reportOf(hostileRun), CWD, new Map())));
    const outside = runTicket(data)
      .replaceAll('\\`', '')
      .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
      .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outside).toContain('**Fix:** ');
    expect(outside).not.toContain('`');
    expect(outside).not.toMatch(/(?<!\\)</);
  });
});

describe('inline code', () => {
  it('has a fence that is longer than the backticks in it', () => {
    expect(inlineCode('a')).toBe('`a`');
    expect(inlineCode('a``b')).toBe('```a``b```');
    expect(inlineCode('`a')).toBe('`` `a ``');
  });
});
