import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { loopcheck } from '../support/loopcheck.js';
import { findNode, SUPPORTED_MAJORS } from '../support/nodes.mjs';
import { scratch } from '../support/trace-lines.js';

const APP = `const { summarize } = require('./report.js');
setTimeout(() => console.log(summarize(2e8)), 30);
`;

const REPORT = `exports.summarize = function summarize(rows) {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum = (sum * 31 + row) | 0;
  return sum;
};
`;

/** The next version: other lines, another helper, the same function. */
const NEXT_REPORT = `'use strict';

function titleOf(sum) {
  return 'Sum: ' + sum;
}

${REPORT.replace('  return sum;', '\n  return titleOf(sum);')}`;

/** A project in a folder of its own, which is a temporary one. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await scratch();
  await mkdir(join(cwd, 'src'));
  await mkdir(join(cwd, 'dist'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return cwd;
}

/** The fingerprints of what was blamed, by function. */
async function record(cwd: string, ...args: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await loopcheck(['--format', 'json=report.json', ...args], { cwd });
  const report = JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8')) as Report;
  return new Map(report.culprits.map(({ location, fingerprint }) => [location?.function ?? '', fingerprint]));
}

const versions = (report: string) => ({ 'src/app.js': APP, 'src/report.js': report });

describe('a recorded culprit keeps its fingerprint', () => {
  it('in another folder, in the next version with moved lines, and on each Node; triage takes them for one', async () => {
    const home = await scratch();
    for (const [index, major] of SUPPORTED_MAJORS.entries()) {
      const cwd = await project(versions(index % 2 === 0 ? REPORT : NEXT_REPORT));
      await loopcheck(['--quiet', '--trace', join(home, String(major)), '--', findNode(major), 'src/app.js'], { cwd });
    }
    const { stdout } = await loopcheck(['triage', '.', '--format', 'json=-'], { cwd: home });
    const { culprits, fleet } = JSON.parse(stdout);
    expect(fleet.runs).toBe(SUPPORTED_MAJORS.length);
    const own = culprits.filter((one: { location: { function: string } }) => one.location?.function === 'summarize');
    expect(own).toHaveLength(1);
    expect(own[0].nodeVersions).toHaveLength(SUPPORTED_MAJORS.length);
    expect(own[0].location.file).toBe('src/report.js');
  }, 120_000);

  it('in bundles with source maps, minified or not, as in the sources themselves', async () => {
    const bundled = async (outfile: string, report: string, options: BuildOptions) => {
      const cwd = await project(versions(report));
      const entryPoints = [join(cwd, 'src/app.js')];
      await build({ entryPoints, outfile: join(cwd, outfile), bundle: true, platform: 'node', ...options });
      return record(cwd, outfile);
    };
    const source = (await record(await project(versions(REPORT)), 'src/app.js')).get('summarize');
    const mapped = await bundled('dist/main.3f2a9c.js', NEXT_REPORT, { sourcemap: true });
    const minified = await bundled('dist/index-DiwrgTda.js', REPORT, { sourcemap: 'inline', minify: true });
    expect(source).toBeDefined();
    expect([mapped.get('summarize'), minified.get('summarize')]).toEqual([source, source]);
    // Without a map nothing tells which source a bundle's code came from: its builds are one, and no other's.
    const before = await bundled('dist/main.3f2a9c.js', REPORT, {});
    const after = await bundled('dist/main.9b1c07.js', NEXT_REPORT, {});
    // esbuild numbers a name that there is twice.
    expect(before.get('summarize2')).toBeDefined();
    expect(after.get('summarize2')).toBe(before.get('summarize2'));
    expect(before.get('summarize2')).not.toBe(source);
  }, 120_000);
});

it('two recorded culprits behind one cheap helper are two, and each is the same in the next version', async () => {
  const shop = (before: string) => `${before}
const mix = (sum, row) => (sum * 31 + row) | 0;
function prices() {
  let sum = 0;
  for (let row = 0; row < 1.5e8; row += 1) sum = mix(sum, row);
  return sum;
}
function stock() {
  let sum = 1;
  for (let row = 0; row < 1.5e8; row += 1) sum = mix(sum, row);
  return sum;
}
setTimeout(() => {
  console.log(prices());
  setTimeout(() => console.log(stock()), 50);
}, 30);
`;
  const first = await record(await project({ 'shop.js': shop('') }), 'shop.js');
  const next = await record(await project({ 'shop.js': shop('// A comment.\n\n') }), 'shop.js');
  const [prices, stock] = [first.get('prices'), first.get('stock')];
  expect(prices).toBeDefined();
  expect(stock).toBeDefined();
  expect(prices).not.toBe(stock);
  expect([next.get('prices'), next.get('stock')]).toEqual([prices, stock]);
}, 60_000);
