import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { find, mapped, project, textIn } from './support.js';

const APP = `import { parse } from './rows.js';
import { pad } from 'left';

interface Query { readonly text: string }

export class Store {
  private rows: string[] = [];
  load(query: Query): number {
    for (const row of parse(query.text)) this.rows.push(pad(row));
    return JSON.stringify(this.rows).length;
  }
}

console.log(new Store().load({ text: process.argv.join() }));
`;

const ROWS = `/** Cuts. */
export const parse = (text: string): string[] => text.split(',').sort();
`;

const LEFT = `exports.pad = function pad(text) {
  return text.padStart(99);
};
`;

const FILES = {
  'src/app.ts': APP,
  'src/rows.ts': ROWS,
  'node_modules/left/index.js': LEFT,
  'node_modules/left/package.json': '{"name":"left","version":"1.0.0"}',
};

/** What each test looks up: a token of the bundle, and the same token in the sources. */
const TOKENS = ['stringify(', 'push(', 'split(', 'sort(', 'padStart('];
const PLACES = [
  ['src/app.ts', APP, 'stringify('],
  ['src/app.ts', APP, 'push('],
  ['src/rows.ts', ROWS, 'split('],
  ['src/rows.ts', ROWS, 'sort('],
  ['node_modules/left/index.js', LEFT, 'padStart('],
] as const;
const EXPECTED = PLACES.map(([file, text, token]) => {
  const { line, column } = find(text, token);
  return `${file}:${line}:${column}`;
});

async function esbuilt(options: BuildOptions): Promise<{ cwd: string; url: string; code: string }> {
  const cwd = await project(FILES);
  const url = join(cwd, 'dist/app.js');
  const entryPoints = [join(cwd, 'src/app.ts')];
  await build({ entryPoints, outfile: url, bundle: true, platform: 'node', logLevel: 'silent', ...options });
  return { cwd, url, code: await readFile(url, 'utf8') };
}

const framesAt = (url: string, code: string) => TOKENS.map((token) => ({ url, ...find(code, token) }));

describe('a bundle by esbuild', () => {
  it.each<[string, BuildOptions]>([
    ['with its map beside it', { sourcemap: true }],
    ['with its map inside', { sourcemap: 'inline' }],
    ['without the sources in its map', { sourcemap: true, sourcesContent: false }],
    ['minified', { sourcemap: true, minify: true }],
    ['as a module', { sourcemap: true, format: 'esm' }],
    ['for an old language', { sourcemap: true, target: 'es2017' }],
    ['with a root for its sources', { sourcemap: true, sourceRoot: '../dist' }],
  ])('%s leads to the very columns of the sources', async (_what, options) => {
    const { cwd, url, code } = await esbuilt(options);
    const { places, process, problems } = await mapped(cwd, framesAt(url, code));
    expect(places).toEqual(EXPECTED);
    expect(problems).toEqual([]);
    expect(textIn(process, join(cwd, 'src/app.ts'))).toBe(APP);
  });

  it('keeps no text of packages', async () => {
    const { cwd, url, code } = await esbuilt({ sourcemap: true });
    const { process } = await mapped(cwd, framesAt(url, code));
    expect(textIn(process, join(cwd, 'node_modules/left/index.js'))).toBeNull();
  });

  it('has code of its own, which is nobody else’s', async () => {
    const { cwd, url, code } = await esbuilt({ sourcemap: true });
    const { places } = await mapped(cwd, [{ url, ...find(code, '__getOwnPropNames(') }]);
    expect(places).toEqual([expect.stringMatching(/^dist\/app\.js:\d+:\d+ helper$/)]);
  });

  it('that is linked by an address on the network is shown as it ran', async () => {
    const { cwd, url, code } = await esbuilt({ sourcemap: 'external' });
    await writeFile(url, `${code}//# sourceMappingURL=https://maps.example.org/app.js.map\n`);
    const { places, problems } = await mapped(cwd, framesAt(url, code));
    expect(new Set(places)).toEqual(new Set(['-']));
    expect(problems).toEqual([
      `The source map of ${url} cannot be used (it lies on the network and is not fetched): its lines are shown as they ran.`,
    ]);
  });

  it('that announces no map is shown as it ran, without a word', async () => {
    const { cwd, url, code } = await esbuilt({});
    const { places, problems, added } = await mapped(cwd, framesAt(url, code));
    expect(new Set(places)).toEqual(new Set(['-']));
    expect([problems, added]).toEqual([[], []]);
  });
});

describe('a bundle by rolldown', () => {
  it.each([
    ['plain', false],
    ['minified', true],
  ])('%s leads to the very columns of the sources', async (_what, minify) => {
    const cwd = await project(FILES);
    const bundle = await rolldown({ input: join(cwd, 'src/app.ts'), platform: 'node', logLevel: 'silent' });
    await mkdir(join(cwd, 'dist'));
    await bundle.write({
      file: join(cwd, 'dist/app.mjs'),
      sourcemap: true,
      minify,
      codeSplitting: false,
      sourcemapIgnoreList: false,
    });
    await bundle.close();
    const url = join(cwd, 'dist/app.mjs');
    const code = await readFile(url, 'utf8');
    expect((await mapped(cwd, framesAt(`file://${encodeURI(url)}`, code))).places).toEqual(EXPECTED);
  });
});
