import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { realParts } from '../../src/cli/real-parts.js';
import { runTrace } from '../analyze/trace-builder.js';
import { fakeHost } from '../support/fake-host.js';
import { scratch } from '../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
});

async function init(args: readonly string[] = [], hasRun = true) {
  const host = fakeHost(['init', ...args], { cwd: () => cwd });
  const trace = runTrace({ armedAt: 0, stalls: [{ start: 600, ms: 200, cpu: 200, runQueue: 0 }] });
  await main(host, hasRun ? { ...realParts, readTrace: async () => async () => trace } : realParts);
  return { code: host.exitCode, err: host.err() };
}

describe('loopcheck init', () => {
  it('writes a configuration with the figures of the newest run', async () => {
    expect(await init(['main.js'])).toMatchObject({
      code: 0,
      err: expect.stringContaining('wrote loopcheck.config.mjs'),
    });
    expect(await readFile(join(cwd, 'loopcheck.config.mjs'), 'utf8')).toContain('maxStallMs: 250,');
  });

  it('writes none without a run, or with a run of another script', async () => {
    expect((await init([], false)).err).toBe(
      'loopcheck: There is no run in .loopcheck to take figures from, so nothing was written: run loopcheck app.js first.\n',
    );
    expect(await init(['other.js'])).toMatchObject({ code: 2, err: expect.stringContaining('no run of other.js') });
    await expect(readFile(join(cwd, 'loopcheck.config.mjs'))).rejects.toThrow('ENOENT');
  });

  it.each(['loopcheck.config.mjs', '.loopcheckrc'])('leaves %s as it is', async (name) => {
    await writeFile(join(cwd, name), '{}');
    expect(await init()).toMatchObject({ code: 2, err: expect.stringContaining(`There is ${name} already`) });
    expect(await readFile(join(cwd, name), 'utf8')).toBe('{}');
  });
});
