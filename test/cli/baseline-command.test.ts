import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import { main } from '../../src/cli/main.js';
import { judge } from '../../src/gate/judge.js';
import { compose } from '../../src/report/compose.js';
import { json } from '../../src/report/json.js';
import { cause, diagnosis, place, stall } from '../report/sample.js';
import { fakeHost } from '../support/fake-host.js';
import { fakeParts } from '../support/fake-parts.js';
import { header, ndjson, scratch } from '../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
});

async function save(name: string, ms: number, more: Partial<Diagnosis> = {}): Promise<void> {
  const sample = diagnosis([stall(1, ms, cause('cpu'), place('app.js', 12, 'load'))], more);
  const culprits = sample.culprits.map((one) => ({ ...one, fingerprint: '1:load' }));
  const report = compose({ ...sample, culprits }, judge(sample, {}), { tone: 'plain', tracePath: null });
  const text = json.render(report, { columns: 80, color: false, unicode: true, links: false, cwd });
  await writeFile(join(cwd, name), text);
}

async function loopcheck(args: string) {
  const host = fakeHost(args.split(' '), { cwd: () => cwd });
  const { parts, seen } = fakeParts();
  await main(host, parts);
  return { code: host.exitCode, err: host.err(), seen };
}

describe('loopcheck baseline save', () => {
  it('keeps the worst of several runs, and leaves no draft behind', async () => {
    await save('a.json', 100);
    await save('b.json', 140);
    const { code, err } = await loopcheck('baseline save a.json b.json');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'loopcheck: wrote 1 known culprit of 2 runs to loopcheck.baseline.json\n',
    });
    const baseline = JSON.parse(await readFile(join(cwd, 'loopcheck.baseline.json'), 'utf8'));
    expect(baseline).toMatchObject({ format: 'loopcheck-baseline', version: 1, circumstances: { nodeMajor: 20 } });
    expect(baseline.culprits).toMatchObject([{ fingerprint: '1:load', count: 1, worstMs: 140, totalMs: 140 }]);
    expect(readdirSync(cwd).sort()).toEqual(['a.json', 'b.json', 'loopcheck.baseline.json']);
  });

  it('writes where it is told', async () => {
    await save('a.json', 100);
    await loopcheck('baseline save --output known.json a.json');
    expect(existsSync(join(cwd, 'known.json'))).toBe(true);
  });

  it('writes nothing where nothing was measured', async () => {
    await save('a.json', 100, { probe: { ...diagnosis().probe, armed: false } });
    expect(await loopcheck('baseline save a.json')).toMatchObject({
      code: 3,
      err: 'loopcheck: Nothing was measured in a.json, so no baseline was written.\n',
    });
    expect(existsSync(join(cwd, 'loopcheck.baseline.json'))).toBe(false);
  });

  it('refuses runs that were not recorded alike', async () => {
    await save('a.json', 100);
    await save('b.json', 100, { thresholdMs: 20 });
    const { code, err } = await loopcheck('baseline save a.json b.json');
    expect(code).toBe(2);
    expect(err).toContain('a threshold of 50 ms against a threshold of 20 ms');
  });

  it('says when there is no run to take', async () => {
    expect((await loopcheck('baseline save')).code).toBe(2);
  });
});

describe('--baseline', () => {
  it.each([
    ['none', 'it does not exist'],
    ['{', 'it is no JSON'],
    ['[]', 'it is no loopcheck-baseline'],
    ['{"format":"loopcheck-baseline","version":7}', 'a newer loopcheck wrote it (version 7; this one reads 1)'],
    ['{"format":"loopcheck-baseline","version":1}', 'its circumstances is not an object'],
  ])('is refused before anything starts: %s', async (text, why) => {
    await writeFile(join(cwd, 'app.js'), '');
    if (text !== 'none') await writeFile(join(cwd, 'b.json'), text);
    const { code, err, seen } = await loopcheck('--baseline b.json app.js');
    expect({ code, command: seen.command }).toEqual({ code: 2, command: null });
    expect(err).toBe(`loopcheck: --baseline b.json cannot be used: ${why}. loopcheck baseline save writes one.\n`);
  });
});

describe('options that go with others', () => {
  it.each([
    ['--ratchet app.js', '--ratchet tightens a baseline: name it with --baseline.'],
    ['--runs 0 app.js', '--runs got 0: give the number of runs, 1 or more.'],
    [
      '--runs 2 --trace t.ndjson app.js',
      '--trace t.ndjson is one file, and --runs makes a trace for each run: give a folder.',
    ],
    ['--runs 2 --aggregate p95 app.js', '--aggregate got "p95": it is one of median, min, max, mean.'],
    [
      'report --ratchet --baseline b.json t.ndjson t.ndjson',
      '--ratchet cannot tell what is gone from 2 traces one by one: give a single one.',
    ],
  ])('are refused alone: %s', async (args, sentence) => {
    await writeFile(join(cwd, 'app.js'), '');
    await writeFile(join(cwd, 't.ndjson'), ndjson(header()));
    await save('a.json', 100);
    await loopcheck('baseline save --output b.json a.json');
    const { code, err, seen } = await loopcheck(args);
    expect({ code, err, command: seen.command }).toEqual({ code: 2, err: `loopcheck: ${sentence}\n`, command: null });
  });
});
