import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const SPIN = `function nap(ms: number) {
  const end = Date.now() + ms;
  // loopcheck-ignore sleep-loop -- a toy that has nobody to serve
  while (Date.now() < end) {}
}
setTimeout(() => nap(300), 30);
`;

async function report(cwd: string, ...args: string[]) {
  const { stdout, stderr } = await loopcheck(['--format', 'json', '--output', '-', '--quiet', ...args], { cwd });
  expect(stderr).not.toContain('failed');
  return JSON.parse(stdout);
}

describe('a comment in the source', () => {
  it('silences what it stands above, also where the source was compiled away', async () => {
    const cwd = await program({});
    await mkdir(join(cwd, 'src'));
    await writeFile(join(cwd, 'src/app.ts'), SPIN);
    const outfile = join(cwd, 'app.cjs');
    // Without comments and on one line: what silences is in the author's text alone.
    await build({ entryPoints: [join(cwd, 'src/app.ts')], outfile, sourcemap: true, minifyWhitespace: true });
    const { findings, suppressed, stalls } = await report(cwd, 'app.cjs');
    expect(stalls).toHaveLength(1);
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([{ id: 'sleep-loop', by: 'comment', reason: 'a toy that has nobody to serve' }]);
  });
});

describe('an allowlist', () => {
  it('silences, and its unused entries are told', async () => {
    const entry = { id: 'sleep-loop', file: 'app.js', function: 'nap', reason: 'a toy' };
    const cwd = await program({
      'app.js': SPIN.replace(/: number| {2}\/\/.*\n/g, ''),
      'allow.json': JSON.stringify({ allow: [entry, { ...entry, file: 'gone.js' }] }),
    });
    const { findings, suppressed, notices } = await report(cwd, '--allow', 'allow.json', 'app.js');
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([{ id: 'sleep-loop', by: 'allowlist', reason: 'a toy' }]);
    expect(notices).toEqual([expect.stringContaining('sleep-loop in gone.js fits nothing')]);
  });
});
