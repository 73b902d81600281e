import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import { main } from '../../src/cli/main.js';
import { judge } from '../../src/gate/judge.js';
import { compose } from '../../src/report/compose.js';
import type { DiffPageData } from '../../src/report/html/diff/page-data.js';
import { json } from '../../src/report/json.js';
import { dataOf } from '../report/html/page-text.js';
import { cause, diagnosis, place, stall } from '../report/sample.js';
import { fakeHost } from '../support/fake-host.js';
import { fakeParts } from '../support/fake-parts.js';
import { scratch } from '../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
  await save('before.json', withStall(100));
  await save('after.json', withStall(300));
});

function withStall(ms: number, more: Partial<Diagnosis> = {}): Diagnosis {
  const sample = diagnosis([stall(1, ms, cause('cpu'), place('app.js', 12, 'load'))], more);
  return { ...sample, culprits: sample.culprits.map((one) => ({ ...one, fingerprint: '1:load' })) };
}

async function save(name: string, sample: Diagnosis): Promise<void> {
  const report = compose(sample, judge(sample, {}), { tone: 'plain', tracePath: null });
  const text = json.render(report, { columns: 80, color: false, unicode: true, links: false, cwd });
  await writeFile(join(cwd, name), text);
}

async function diff(args: string) {
  const host = fakeHost(['diff', ...args.split(' ')], { cwd: () => cwd, env: { PATH: '/nowhere' } });
  await main(host, fakeParts().parts);
  return { code: host.exitCode, out: host.out(), err: host.err() };
}

describe('loopcheck diff', () => {
  it('exits with 1 for a culprit that got worse, and with 0 otherwise', async () => {
    expect(await diff('before.json after.json')).toMatchObject({ code: 1, out: '' });
    expect(await diff('after.json before.json')).toMatchObject({ code: 0, out: '' });
    expect((await diff('--quiet before.json after.json')).err).toBe('loopcheck: 1 culprit is worse.\n');
  });

  it('tells what of a run could not be read, or is told in part', async () => {
    await save('partly.json', withStall(100, { problems: ['The trace is long: its health is read in spans of 3 s.'] }));
    const { err } = await diff('before.json partly.json');
    expect(err.replace(/\s+/g, ' ')).toContain('partly.json: The trace is long: its health is read in spans of 3 s.');
  });

  it('writes its formats as a report does', async () => {
    const { out, err } = await diff('before.json after.json --format json --output -');
    expect(JSON.parse(out)).toMatchObject({ format: 'loopcheck-diff', version: 1, verdict: { status: 'worse' } });
    expect(err).toBe('loopcheck: 1 culprit is worse.\n');
    await diff('before.json after.json --format markdown=d.md');
    expect(await readFile(join(cwd, 'd.md'), 'utf8')).toContain('### ❌ 1 culprit is worse.');
  });

  it('writes a page with a run of each side in it, and opens it', async () => {
    const { code, err } = await diff('before.json after.json --quiet --format html');
    expect([code, err]).toEqual([1, 'loopcheck: 1 culprit is worse.\n']);
    const data = dataOf<DiffPageData>(await readFile(join(cwd, 'loopcheck-diff.html'), 'utf8'));
    expect([data.before.run, data.after.run].map((run) => run?.stalls[0]?.durationMs)).toEqual([100, 300]);
    const opened = await diff('before.json after.json --open --output page.html --format html');
    expect(opened.err).toContain('loopcheck: page.html could not be opened');
  });

  it('takes a folder of reports for a sample', async () => {
    for (const [folder, base] of [
      ['a', 100],
      ['b', 300],
    ] as const) {
      await mkdir(join(cwd, folder));
      for (const more of [1, 2, 3, 4]) await save(`${folder}/${more}.json`, withStall(base + more));
    }
    const { code, err } = await diff('a b');
    expect(code).toBe(1);
    expect(err).toContain('p 0.029');
  });

  it('exits with 3 where one side saw nothing', async () => {
    await save('blind.json', diagnosis([], { probe: { ...diagnosis().probe, armed: false } }));
    expect(await diff('before.json blind.json')).toMatchObject({
      code: 3,
      err: 'loopcheck: Nothing was measured in blind.json: no verdict.\n',
    });
  });

  it('refuses what was recorded otherwise, unless told', async () => {
    await save('other.json', withStall(100, { target: { ...diagnosis().target, nodeVersion: 'v22.1.0' } }));
    expect(await diff('before.json other.json')).toMatchObject({
      code: 2,
      err: 'loopcheck: These runs cannot be compared: Node 20 against Node 22. Record them alike, or add --force.\n',
    });
    const forced = await diff('before.json other.json --force');
    expect(forced.code).toBe(0);
    expect(forced.err).toContain('although Node 20 and Node 22 are not alike');
  });

  it.each([
    ['before.json', "Missing required argument 'after'"],
    ['before.json nothing', 'There is no trace at'],
    ['before.json broken.json', 'broken.json cannot be compared: it is no JSON. Give a trace'],
    ['before.json foreign.json', 'foreign.json cannot be compared: it is no loopcheck-report.'],
    ['before.json empty', 'empty cannot be compared: there is no run and no report in it.'],
    ['before.json after.json --format junit', '--format got "junit"'],
    ['before.json cut.json --format html', 'cut.json cannot be compared: its processes is not a list.'],
    ['before.json after.json --max-stall 3', 'Unknown option --max-stall'],
  ])('refuses %s', async (args, sentence) => {
    await writeFile(join(cwd, 'broken.json'), '{');
    await writeFile(join(cwd, 'foreign.json'), '{"a":1}');
    const whole = JSON.parse(await readFile(join(cwd, 'after.json'), 'utf8'));
    await writeFile(join(cwd, 'cut.json'), JSON.stringify({ ...whole, processes: null }));
    await mkdir(join(cwd, 'empty'));
    const { code, err } = await diff(args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
