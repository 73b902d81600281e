import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { loopcheck } from '../support/loopcheck.js';
import { findNode, SUPPORTED_MAJORS } from '../support/nodes.mjs';
import { scratch } from '../support/trace-lines.js';

const APP = `import { burn } from './burn.js';

interface Turn {
  readonly ms: number;
}

type Plan = readonly Turn[];

function runAll(plan: Plan): void {
  for (const turn of plan) burn(turn.ms);
}

setTimeout(() => runAll([{ ms: 250 }]), 30);
`;

const BURN = `/** What a stall costs, in ms. */
export type Ms = number;

export interface Rest {
  readonly ms: Ms;
}

export function burn(ms: Ms): void {
  const end: Ms = Date.now() + ms;
  while (Date.now() < end) {}
}
`;

async function sources(): Promise<string> {
  const cwd = await scratch();
  await mkdir(join(cwd, 'src'));
  await mkdir(join(cwd, 'dist'));
  await writeFile(join(cwd, 'package.json'), '{"type":"module"}');
  await writeFile(join(cwd, 'src/app.ts'), APP);
  await writeFile(join(cwd, 'src/burn.ts'), BURN);
  return cwd;
}

async function bundled(outfile: string, options: BuildOptions): Promise<string> {
  const cwd = await sources();
  const entryPoints = [join(cwd, 'src/app.ts')];
  await build({ entryPoints, outfile: join(cwd, outfile), bundle: true, platform: 'node', ...options });
  return cwd;
}

/** Each file by itself, as the TypeScript compiler does. */
async function compiled(): Promise<string> {
  const cwd = await sources();
  for (const name of ['app', 'burn']) {
    const text = await readFile(join(cwd, `src/${name}.ts`), 'utf8');
    const options = {
      loader: 'ts',
      sourcemap: 'external',
      sourcefile: `../src/${name}.ts`,
      sourcesContent: false,
    } as const;
    const { code, map } = await transform(text, options);
    await writeFile(join(cwd, `dist/${name}.js`), `${code}//# sourceMappingURL=${name}.js.map\n`);
    await writeFile(join(cwd, `dist/${name}.js.map`), map);
  }
  return cwd;
}

async function reported(cwd: string, args: readonly string[]): Promise<Report> {
  await loopcheck(['--format', 'json=report.json', ...args], { cwd });
  return JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8')) as Report;
}

function expectBurn(report: Report, cwd: string): void {
  const [stall] = [...report.stalls].sort((a, b) => b.durationMs - a.durationMs);
  expect(report.problems).toEqual([]);
  expect(stall?.cause.kind).toBe('sleep-loop');
  expect(stall?.location).toMatchObject({ file: join(cwd, 'src/burn.ts'), line: 10, function: 'burn' });
  const own = stall?.stack.filter((frame) => frame.origin === 'app') ?? [];
  expect(own.map(({ file, line }) => `${file}:${line}`).slice(1)).toEqual([
    join(cwd, 'src/app.ts:10'),
    join(cwd, 'src/app.ts:13'),
  ]);
}

describe('the report of a program that was built', () => {
  it.each<[string, string, BuildOptions]>([
    ['bundled', 'dist/app.cjs', { sourcemap: true }],
    ['bundled with its map inside', 'dist/app.cjs', { sourcemap: 'inline' }],
    ['bundled as a module', 'dist/app.mjs', { sourcemap: true, format: 'esm' }],
    ['minified', 'dist/app.cjs', { sourcemap: true, minify: true }],
  ])('names the line of the source when it was %s', async (_what, outfile, options) => {
    const cwd = await bundled(outfile, options);
    expectBurn(await reported(cwd, [outfile]), cwd);
  });

  it('names the line of the source of each compiled file', async () => {
    const cwd = await compiled();
    expectBurn(await reported(cwd, ['dist/app.js']), cwd);
  });

  it('shows the source’s text, and does so later without any of the files', async () => {
    const cwd = await bundled('dist/app.cjs', { sourcemap: true });
    const { stderr } = await loopcheck(['--trace', 'trace.ndjson', 'dist/app.cjs'], { cwd });
    expect(stderr).toContain('src/burn.ts:10:');
    expect(stderr).toContain('while (Date.now() < end) {}');
    const elsewhere = await scratch();
    await writeFile(join(elsewhere, 'trace.ndjson'), await readFile(join(cwd, 'trace.ndjson')));
    await writeFile(join(cwd, 'dist/app.cjs'), '');
    await writeFile(join(cwd, 'src/burn.ts'), '');
    const later = await loopcheck(['report', 'trace.ndjson'], { cwd: elsewhere });
    expect(later.stderr + later.stdout).toContain('while (Date.now() < end) {}');
  });

  it('names the line that ran, and says why, when the map is gone', async () => {
    const cwd = await bundled('dist/app.cjs', { sourcemap: 'external' });
    const file = join(cwd, 'dist/app.cjs');
    await writeFile(file, `${await readFile(file, 'utf8')}//# sourceMappingURL=gone.map\n`);
    const report = await reported(cwd, ['dist/app.cjs']);
    expect(report.stalls[0]?.location?.file).toBe(file);
    expect(report.problems).toEqual([
      `The source map of ${file} cannot be used (${join(cwd, 'dist/gone.map')} is not there): its lines are shown as they ran.`,
    ]);
  });
});

describe.each(SUPPORTED_MAJORS)('on Node %i', (major) => {
  it.each([
    ['without', []],
    ['with', ['--enable-source-maps']],
  ])('the line of the source is named %s Node’s own source maps', async (_what, flags) => {
    const cwd = await bundled('dist/app.mjs', { sourcemap: true, format: 'esm' });
    expectBurn(await reported(cwd, ['--', findNode(major), ...flags, 'dist/app.mjs']), cwd);
  });
});
