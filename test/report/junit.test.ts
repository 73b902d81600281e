import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { junit } from '../../src/report/junit.js';
import type { Report } from '../../src/report/report.js';
import { brokenBudget, crashed, hostile, many, noData, OPTIONS, reportOf, scopedBudgets } from './ci-sample.js';
import { cause, diagnosis, finding, place, stall } from './sample.js';

interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly failure?: { readonly type: string; readonly message: string; readonly '#text': string };
  readonly error?: { readonly type: string; readonly message: string };
  readonly skipped?: { readonly message: string };
  readonly 'system-out'?: string;
}

interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
  readonly time: string;
  readonly testcase: readonly TestCase[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => name === 'testcase',
});

/** The suite as a reader of XML sees it, checked against the rules that GitLab and Jenkins go by. */
function suiteOf(report: Report): Suite {
  const text = junit.render(report, OPTIONS);
  expect(XMLValidator.validate(text)).toBe(true);
  const { testsuites } = parser.parse(text);
  const suite: Suite = testsuites.testsuite;
  const count = (tag: 'failure' | 'error' | 'skipped') => String(suite.testcase.filter((one) => tag in one).length);
  for (const totals of [testsuites, suite])
    expect(totals).toMatchObject({
      tests: String(suite.testcase.length),
      failures: count('failure'),
      errors: count('error'),
    });
  expect(suite.skipped).toBe(count('skipped'));
  expect(new Set(suite.testcase.map(({ name }) => name)).size).toBe(suite.testcase.length);
  expect(suite.testcase.every(({ classname }) => classname === suite.name && !classname.includes('.'))).toBe(true);
  return suite;
}

const outcomes = (report: Report) =>
  suiteOf(report).testcase.map((one) => [
    one.name,
    'failure' in one ? 'failure' : 'error' in one ? 'error' : 'skipped' in one ? 'skipped' : 'passed',
  ]);

const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('src/app.js', 12, 'loadUsers'));

describe('the tests', () => {
  it('are the run, each budget and each finding', () => {
    expect(suiteOf(brokenBudget())).toMatchObject({ name: 'loopcheck: node server_js', time: '5.200' });
    expect(outcomes(brokenBudget())).toEqual([
      ['the event loop was measured', 'passed'],
      ['the target ended well', 'passed'],
      ['maxStallMs', 'failure'],
      ['maxStalls', 'passed'],
      ['blocking-call in shop/src/app.js, loadUsers', 'failure'],
      ['missing-timeout in shop/src/call.js, fetchAll', 'skipped'],
    ]);
  });

  it('tell what broke a budget, and where', () => {
    const budget = suiteOf(brokenBudget()).testcase[2];
    expect(budget?.failure?.message).toMatch(/^maxStallMs is 212 ms, and the limit is 100 ms\. The longest pause: /);
    expect(budget?.failure?.['#text']).toContain('at    shop/src/app.js:12');
    expect(budget?.['system-out']).toContain('why   fs.readFileSync took 209 ms, of a stall of 212 ms (99 %).');
  });

  it('are errors where nothing could be judged', () => {
    expect(outcomes(noData())).toEqual([
      ['the event loop was measured', 'error'],
      ['the target ended well', 'passed'],
      ['maxStallMs', 'error'],
    ]);
  });

  it('are an error where the target failed by itself', () => {
    const [measured, ended] = outcomes(crashed());
    expect([measured?.[1], ended?.[1]]).toEqual(['passed', 'error']);
    expect(suiteOf(crashed()).testcase[1]?.error?.message).toBe('The target ended with exit code 7.');
  });

  it('do not fail for a finding that the budgets allow', () => {
    const run = diagnosis([read], { findings: [finding('blocking-call', [read])] });
    expect(outcomes(reportOf(run, { maxStallMs: 500 })).at(-1)).toEqual([expect.any(String), 'skipped']);
    expect(outcomes(reportOf(run)).at(-1)).toEqual([expect.any(String), 'failure']);
  });

  it('are skipped for a budget that only warns, and named by the part of the run', () => {
    expect(outcomes(scopedBudgets()).slice(2, 5)).toEqual([
      ['maxStallMs', 'skipped'],
      ['maxStallMs for GET /users/*', 'failure'],
      ['maxStallMs for startup', 'error'],
    ]);
  });

  it('have names of their own, also where several findings are in one function', () => {
    const names = suiteOf(many(3)).testcase.map(({ name }) => name);
    expect(names.slice(2)).toEqual([
      'missing-timeout in shop/src/error.js, f',
      'missing-timeout in shop/src/error.js, f (2)',
      'missing-timeout in shop/src/error.js, f (3)',
      'missing-timeout in shop/src/warning.js, f',
      'missing-timeout in shop/src/warning.js, f (2)',
      'missing-timeout in shop/src/warning.js, f (3)',
    ]);
  });
});

/** What Jenkins' schema for JUnit allows of each element. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'time', 'tests', 'failures', 'errors'],
  testsuite: ['name', 'time', 'tests', 'failures', 'errors', 'skipped'],
  testcase: ['name', 'time', 'classname'],
  failure: ['type', 'message'],
  error: ['type', 'message'],
  skipped: ['type', 'message'],
  'system-out': [],
};

it('the joke is told in the tone for it alone', () => {
  const run = diagnosis([read], { findings: [finding('blocking-call', [read])] });
  expect(suiteOf(reportOf(run, {}, 'roast')).testcase.at(-1)?.['system-out']).toMatch(/^roast /m);
  expect(suiteOf(reportOf(run, {}, 'plain')).testcase.at(-1)?.['system-out']).not.toMatch(/^roast /m);
});

describe('the XML', () => {
  it.each([
    ['a broken budget', brokenBudget()],
    ['no data', noData()],
    ['hostile names', hostile()],
  ])('has no element and no attribute that Jenkins does not know: %s', (_what, report) => {
    const text = junit.render(report, OPTIONS);
    for (const [, name = '', attributes = ''] of text.matchAll(/<([a-z-]+)((?:\s[^>]*?)?)\/?>/g)) {
      expect(Object.keys(ALLOWED)).toContain(name);
      const names = [...attributes.matchAll(/\s([\w-]+)="[^"]*"/g)].map(([, attribute]) => attribute);
      expect(ALLOWED[name]).toEqual(expect.arrayContaining(names));
    }
  });

  it('holds hostile names as text, and nothing that XML 1.0 forbids', () => {
    const text = junit.render(hostile(), OPTIONS);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udbff](?![\udc00-\udfff])/);
    const found = suiteOf(hostile()).testcase.find(({ name }) => name.startsWith('blocking-call'));
    expect(found?.name).toContain('<img src=x>|@admin');
    expect(found?.name).toContain('&"\'.js');
    expect(found?.name).toContain('<script>@me ]]>');
  });
});
