import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const SUITE = `
import test from 'node:test';

test('blocks', () => {
  const end = Date.now() + 300;
  while (Date.now() < end);
});
`;

it("leaves Node's test runner alone, and watches the files that it runs", async () => {
  const cwd = await program({ 'suite.test.mjs': SUITE });
  const command = ['--', process.execPath, '--test', 'suite.test.mjs'];
  const { exitCode, stdout } = await loopcheck(['--format', 'json=r.json', ...command], { cwd });
  expect(stdout).toMatch(/pass 1\b/);
  expect(exitCode).toBe(0);
  const { stalls, target } = JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8'));
  const [stall] = stalls.filter((each: { durationMs: number }) => each.durationMs > 250);
  expect(stall.location).toMatchObject({ file: join(cwd, 'suite.test.mjs'), line: 6 });
  expect(stall.pid).not.toBe(target.pid);
});
