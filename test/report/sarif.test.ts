import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/report/catalogue.js';
import type { RenderOptions } from '../../src/report/renderer.js';
import type { Report } from '../../src/report/report.js';
import { sarif } from '../../src/report/sarif/render.js';
import { brokenBudget, crashed, hostile, many, noData, OPTIONS, reportOf, scopedBudgets } from './ci-sample.js';
import { CWD, cause, diagnosis, finding, place, stall } from './sample.js';

const require = createRequire(import.meta.url);
const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
);
// The schema's own patterns are no regular expressions of Unicode.
const ajv = new Ajv04.default({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const about = {
  version: () => '1.2.3',
  page: (id: string) => (id === 'blocking-call' ? '# Title\n\nSome `code`.' : null),
};

// biome-ignore lint/suspicious/noExplicitAny: what a foreign tool would see
function runOf(report: Report, options: Partial<RenderOptions> = {}): any {
  const log = JSON.parse(sarif.render(report, { ...OPTIONS, ...options }));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(log).toMatchObject({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' });
  const [run] = log.runs;
  for (const result of run.results) {
    // GitHub refuses the whole file for one result without a file.
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toEqual(expect.any(String));
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  }
  return run;
}

const read = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('src/app.js', 12, 'loadUsers'));

describe('the results', () => {
  it('are the broken budgets and the findings, at their places in the repository', () => {
    const { results } = runOf(brokenBudget());
    const at = (uri: string, startLine: number) => [
      expect.objectContaining({
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
          region: { startLine, startColumn: 3 },
        },
      }),
    ];
    expect(results).toMatchObject([
      { ruleId: 'budget/maxStallMs', level: 'error', locations: at('shop/src/app.js', 12) },
      { ruleId: 'blocking-call', level: 'error', locations: at('shop/src/app.js', 12) },
      { ruleId: 'missing-timeout', level: 'warning', locations: at('shop/src/call.js', 4) },
    ]);
    expect(results[0].message.text).toMatch(/^maxStallMs is 212 ms, and the limit is 100 ms\. The longest pause: /);
    expect(results[1].locations[0].logicalLocations).toEqual([{ name: 'loadUsers', kind: 'function' }]);
  });

  it('carry the joke and the figures beside the message', () => {
    const report = reportOf(diagnosis([read], { findings: [finding('blocking-call', [read])] }), {}, 'roast');
    const [{ properties, message }] = runOf(report).results;
    expect(properties).toMatchObject({ roast: report.findings[0]?.roast, count: 1, totalMs: 212, stallIds: [1] });
    expect(properties.roast).not.toBe('');
    expect(message.text).not.toContain(properties.roast);
  });

  it('keep their fingerprints when lines move, and share none', () => {
    const names = (line: number) => {
      const one = { ...read, location: place('src/app.js', line, 'loadUsers') };
      const run = diagnosis([one], { findings: [finding('blocking-call', [one])] });
      const culprits = run.culprits.map((culprit) => ({ ...culprit, fingerprint: 'one' }));
      const { results } = runOf(reportOf({ ...run, culprits }, { maxStallMs: 100 }));
      return results.map((result: { partialFingerprints: object }) => result.partialFingerprints);
    };
    expect(names(90)).toEqual(names(12));
    const all = runOf(many(4)).results.map((result: object) =>
      JSON.stringify(Reflect.get(result, 'partialFingerprints')),
    );
    expect(new Set(all).size).toBe(12);
  });

  it('of budgets share a rule and no fingerprint, and one that only warns is a warning', () => {
    const { results, tool } = runOf(scopedBudgets());
    expect(results.slice(0, 3).map(({ level }: { level: string }) => level)).toEqual(['warning', 'error', 'error']);
    const names = results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(names).size).toBe(results.length);
    expect(tool.driver.rules.filter(({ id }: { id: string }) => id === 'budget/maxStallMs')).toHaveLength(1);
  });

  it('without a line of their own are at the script that was launched', () => {
    const run = diagnosis([], { findings: [finding('missing-timeout', [])] });
    expect(runOf(reportOf(run)).results[0].locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: 'shop/server.js', uriBaseId: '%SRCROOT%' } } },
    ]);
  });

  it('that have no file at all are notifications instead', () => {
    const { target } = diagnosis();
    const generated = { file: 'evalmachine.<anonymous>', line: 1, column: 1, function: '' };
    const run = diagnosis([], {
      target: { ...target, command: ['npm', 'start'] },
      findings: [finding('missing-timeout', [], { location: generated })],
    });
    const { results, invocations } = runOf(reportOf(run));
    expect(results).toEqual([]);
    expect(invocations[0].toolExecutionNotifications).toMatchObject([{ associatedRule: { id: 'missing-timeout' } }]);
  });

  it('of a file outside the repository are at the launched script, and say which file it is', () => {
    const location = { file: '/usr/lib/a.js', line: 4, column: 1, function: '' };
    const [result] = runOf(
      reportOf(diagnosis([], { findings: [finding('missing-timeout', [], { location })] })),
    ).results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('shop/server.js');
    expect(result.properties.place).toBe('/usr/lib/a.js:4');
  });

  it('encode hostile names in URIs, and make no links in messages', () => {
    const [result] = runOf(hostile()).results;
    const { uri } = result.locations[0].physicalLocation.artifactLocation;
    expect(uri).toMatch(/^shop\/a%25b%2Cc%3Ad%0A%3A%3Aerror%3A%3Ax\/%3Cimg%20src%3Dx%3E%7C%40admin%20/);
    expect(result.message.text).not.toMatch(/(?<!\\)\[[^\]]*\]\(/);
  });
});

describe('the rules', () => {
  it('are the table of findings, and the budgets that were set', () => {
    const { rules } = runOf(brokenBudget(), { about }).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([
      ...CATALOGUE.map(({ id }) => id),
      'budget/maxStallMs',
      'budget/maxStalls',
    ]);
    for (const rule of rules) {
      expect(rule.shortDescription.text).not.toBe('');
      expect(rule.fullDescription.text).toMatch(/^[A-Z].*\.$/);
      expect(rule.help.text).not.toBe('');
    }
    expect(rules[0]).toMatchObject({
      name: 'BlockingCall',
      help: { text: 'Title\n\nSome code.', markdown: '# Title\n\nSome `code`.' },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('are of the version that made the file', () => {
    expect(runOf(brokenBudget(), { about }).tool.driver).toMatchObject({ name: 'loopcheck', semanticVersion: '1.2.3' });
  });
});

describe('the invocation', () => {
  it.each<[string, Report, object]>([
    ['that passes', reportOf(diagnosis(), { maxStallMs: 100 }), { executionSuccessful: true, exitCode: 0 }],
    ['that breaks a budget', brokenBudget(), { executionSuccessful: true, exitCode: 1 }],
    ['without data', noData(), { executionSuccessful: false, exitCode: 3 }],
    ['of a target that failed', crashed(), { executionSuccessful: true, exitCode: 7 }],
    [
      'of a target that a signal ended',
      reportOf(diagnosis([], { target: { ...diagnosis().target, exitCode: null, signal: 'SIGSEGV' } })),
      { executionSuccessful: true, exitSignalName: 'SIGSEGV' },
    ],
  ])('%s has its exit code', (_what, report, expected) => {
    expect(runOf(report).invocations[0]).toMatchObject(expected);
  });

  it('tells of missing data, which is no result of a line', () => {
    expect(runOf(noData()).invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'error', descriptor: { id: 'run/no-data' } },
    ]);
  });
});

it('the schema catches what is wrong', () => {
  const log = JSON.parse(sarif.render(brokenBudget(), OPTIONS));
  log.runs[0].results[0].level = 'fatal';
  expect(validate(log)).toBe(false);
});

it('paths are from the working folder where there is no repository', () => {
  const { root: _, ...options } = OPTIONS;
  const log = JSON.parse(sarif.render(brokenBudget(), options));
  expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('src/app.js');
  expect(JSON.stringify(log)).not.toContain(CWD);
});
