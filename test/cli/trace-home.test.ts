import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { realParts } from '../../src/cli/real-parts.js';
import { fakeHost } from '../support/fake-host.js';
import { armed, closed, header, launched, ndjson, scratch } from '../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'a', loopcheck: { trace: 'kept/traces' } }));
  const run = join(cwd, 'kept/traces/2026-01-01T00.00.00.000-aaaa');
  mkdirSync(run, { recursive: true });
  const stall = { type: 'stall-open', stall: 1, startNs: 1e9, atNs: 1.05e9 };
  writeFileSync(join(run, 'run.ndjson'), ndjson(launched()));
  writeFileSync(join(run, '1.ndjson'), ndjson(header(), armed, stall, closed({ startNs: 1e9, endNs: 1.2e9 })));
});

async function loopcheck(args: string) {
  const host = fakeHost(args.split(' '), { cwd: () => cwd });
  await main(host, realParts);
  return host;
}

it.each([
  ['report --tone plain', '1 stall'],
  ['export --as folded', 'wrote traces.folded'],
  ['baseline save', 'of 1 run to loopcheck.baseline.json'],
  ['init', 'with the figures of the newest run'],
])('the newest run is found where the configuration puts runs: %s', async (args, words) => {
  expect((await loopcheck(args)).err()).toContain(words);
});

it('a trace that is made of a capture goes where the configuration puts runs, and is the newest there', async () => {
  const node = (id: number, functionName: string, url: string, children: readonly number[] = []) => ({
    ...{ id, children, callFrame: { functionName, url, lineNumber: 0, columnNumber: 0, scriptId: '0' } },
  });
  const nodes = [node(1, '(root)', '', [2, 3]), node(2, '(idle)', ''), node(3, 'spin', '/app.js')];
  const profile = { nodes, startTime: 0, endTime: 90_000, samples: [3, 2], timeDeltas: [0, 80_000] };
  writeFileSync(join(cwd, 'a.cpuprofile'), JSON.stringify(profile));
  expect((await loopcheck('import a.cpuprofile')).err()).toContain(' to kept/traces/');
  expect(readdirSync(join(cwd, 'kept/traces'))).toHaveLength(2);
  expect(existsSync(join(cwd, '.loopcheck'))).toBe(false);
  expect((await loopcheck('report --tone plain')).err()).toContain('in spin');
});

it('a configuration that can not be read is told by each of them', async () => {
  writeFileSync(join(cwd, 'loopcheck.config.json'), '{');
  for (const args of ['export --as folded', 'baseline save', 'import a.cpuprofile'])
    expect((await loopcheck(args)).exitCode).toBe(2);
});
