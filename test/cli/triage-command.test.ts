import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { TriagePageData } from '../../src/report/html/triage/page-data.js';
import { makeFleet } from '../fleet/fleet.mjs';
import { dataOf } from '../report/html/page-text.js';
import { fakeHost } from '../support/fake-host.js';
import { fakeParts } from '../support/fake-parts.js';
import { scratch } from '../support/trace-lines.js';

async function run(cwd: string, ...args: readonly string[]) {
  const host = fakeHost(['triage', ...args], { cwd: () => cwd });
  await main(host, fakeParts().parts);
  return host;
}

async function fleetFolder(): Promise<string> {
  const folder = await scratch();
  for (const { name, text } of makeFleet({ seed: 1, scenario: 'regression', traces: 40, hosts: 4 }).traces)
    writeFileSync(join(folder, name), text);
  return folder;
}

it('SQL on the tables gives the same ranking as the report', async () => {
  const folder = await fleetFolder();
  const question =
    'select fingerprint, sum(count)::int as count, round(sum(total_ms), 3) as "totalMs", sum(requests)::int as requests from stalls group by all order by sum(total_ms) desc';
  const asked = await run(folder, '.', '--sql', question);
  const rows = asked
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const report = JSON.parse((await run(folder, '.', '--format', 'json=-')).out());
  const ranking = report.culprits.map(({ fingerprint, count, totalMs, requests }: { [name: string]: unknown }) => ({
    fingerprint,
    count,
    totalMs,
    requests,
  }));
  expect(ranking).toHaveLength(5);
  expect(rows).toEqual(ranking);
});

it('SQL can reach no file', async () => {
  const folder = await fleetFolder();
  const host = await run(folder, '.', '--sql', "select * from read_text('/etc/hostname')");
  expect(host.exitCode).toBe(2);
  expect(host.err()).toMatch(/^loopcheck: --sql could not be answered: .*disabled by configuration\n$/);
});

it('writes a page with the ranking of the report', async () => {
  const folder = await fleetFolder();
  const host = await run(folder, '.', '--format', 'html');
  expect(host.err()).toBe('loopcheck: wrote the html triage to loopcheck-triage.html\n');
  const page = dataOf<TriagePageData>(readFileSync(join(folder, 'loopcheck-triage.html'), 'utf8'));
  const report = JSON.parse((await run(folder, '.', '--format', 'json=-')).out());
  expect(page.culprits.map(({ totalMs, count }) => [totalMs, count])).toEqual(
    report.culprits.map(({ totalMs, count }: Record<string, number>) => [totalMs, count]),
  );
});

it('no trace at all is no data, not a good result', async () => {
  const host = await run(await scratch(), '.');
  expect(host.exitCode).toBe(3);
  expect(host.err()).toContain('There is no trace to compare.');
});

it('a filter that nothing fits says so, with how much there was', async () => {
  const folder = await fleetFolder();
  const elsewhere = await run(folder, '.', '--where', 'host=nowhere', '--where', 'version=9');
  expect(elsewhere.exitCode).toBe(3);
  expect(elsewhere.err()).toContain('No comparison: None of 40 traces has host=nowhere and version=9.');
  const { culprits } = JSON.parse((await run(folder, '.', '--format', 'json=-')).out());
  const all = culprits.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
  const quiet = await run(folder, '.', '--where', 'cause=regex', '--quiet');
  expect(quiet.exitCode).toBe(0);
  expect(quiet.err()).toBe(`loopcheck: No comparison: None of ${all} stalls in 40 traces has cause=regex.\n`);
});

it.each(['nowhere', 'nowhere/run.ndjson', 'a.ndjson/b', 'n'.repeat(300)])(
  'nothing under any of the paths is wrong usage: %s',
  async (path) => {
    const folder = await scratch();
    writeFileSync(join(folder, 'a.ndjson'), '');
    const host = await run(folder, path, 'gone');
    expect(host.exitCode).toBe(2);
    expect(host.err()).toBe(
      `loopcheck: There is no trace at ${join(folder, path)}: give the .ndjson file or the run's folder under .loopcheck.\n`,
    );
  },
);

it.each([
  [['.', '--since', 'soon'], '--since got "soon"'],
  [['.', '--since', '2026-99-99'], '--since got "2026-99-99"'],
  [['.', '--where', 'color=red'], '--where got "color=red"'],
  [['.', '--where', 'host='], '--where got "host=": give key=value'],
  [['.', '--sql', ' '], '--sql could not be answered: there is no question in it.'],
  [['.', '--by', 'mood'], '--by got "mood"'],
  [['.', '--format', 'junit'], '--format got "junit"'],
])('a wrong option is told in one sentence: %j', async (args, sentence) => {
  const host = await run(await scratch(), ...args);
  expect(host.exitCode).toBe(2);
  expect(host.err()).toContain(sentence);
  expect(host.err().trim().split('\n')).toHaveLength(1);
});
