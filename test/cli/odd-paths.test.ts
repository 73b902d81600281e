import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { realParts } from '../../src/cli/real-parts.js';
import { fakeHost } from '../support/fake-host.js';
import { armed, closed, header, ndjson, scratch } from '../support/trace-lines.js';

const OPENED = { type: 'stall-open', stall: 1, startNs: 1e9, atNs: 1.05e9 };

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
  writeFileSync(join(cwd, 'run.ndjson'), ndjson(header(), armed, OPENED, closed({ startNs: 1e9, endNs: 1.2e9 })));
});

async function loopcheck(...args: readonly string[]) {
  const host = fakeHost(args, { cwd: () => cwd });
  await main(host, realParts);
  return { code: host.exitCode, err: host.err() };
}

const READERS: readonly (readonly string[])[] = [
  ['report'],
  ['export', '--as', 'folded'],
  ['baseline', 'save'],
  ['diff', 'run.ndjson'],
  ['triage'],
  ['import'],
];

describe.each(READERS)('loopcheck %s', (...command) => {
  it.each([
    ['under a file', 'run.ndjson/x', /There is no (?:trace at|file) .*run\.ndjson\/x: /],
    ['with a name that is too long', 'n'.repeat(300), /There is no (?:trace at|file) .*n{300}: /],
    ['that is empty', '', /One of the paths is empty/],
  ])('refuses a path %s in one sentence', async (_, path, sentence) => {
    const { code, err } = await loopcheck(...command, path);
    expect(err).toMatch(sentence);
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  });
});

it('a file that can not be read to its end is named by each that reads it', async () => {
  // Of a process's memory nothing is at its beginning; only Linux has it as a file.
  if (!existsSync('/proc/self/mem')) return;
  for (const command of READERS.filter(([name]) => name !== 'triage')) {
    const { code, err } = await loopcheck(...command, '/proc/self/mem');
    expect([code, err]).toEqual([2, 'loopcheck: /proc/self/mem cannot be read (EIO): check its permissions.\n']);
  }
});

it('a report of loopcheck itself is told from a trace, and what takes it', async () => {
  writeFileSync(join(cwd, 'report.json'), JSON.stringify({ format: 'loopcheck-report', version: 1 }));
  for (const command of ['report', 'import'])
    expect((await loopcheck(command, 'report.json')).err).toBe(
      `loopcheck: ${join(cwd, 'report.json')} is a loopcheck-report and no trace: name the trace that it was made from; loopcheck diff takes reports.\n`,
    );
});

it('a baseline that can not be written is told, and leaves nothing behind', async () => {
  for (const [output, why] of [
    ['run.ndjson/b.json', 'ENOTDIR'],
    ['no/b.json', 'ENOENT'],
  ] as const) {
    const { code, err } = await loopcheck('baseline', 'save', 'run.ndjson', '--output', output);
    expect([code, err]).toEqual([
      2,
      `loopcheck: The baseline cannot be written to ${output} (${why}): choose another file with --output.\n`,
    ]);
  }
  expect(readdirSync(cwd)).toEqual(['run.ndjson']);
});

it('baseline save takes patterns, as report does', async () => {
  const { code, err } = await loopcheck('baseline', 'save', '*.ndjson', '--output', 'b.json');
  expect([code, err]).toEqual([0, 'loopcheck: wrote 0 known culprits of 1 run to b.json\n']);
  expect((await loopcheck('baseline', 'save', '*.zip')).err).toContain('Nothing matches *.zip');
});
