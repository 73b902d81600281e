import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { placeSource, projectOf } from '../../src/maps/source-place.js';
import { scratch } from '../support/trace-lines.js';

const base = { folder: '/app/dist', project: '/app' };

describe('the place of a source', () => {
  it.each([
    ['../src/a.ts', '/app/src/a.ts'],
    ['a.ts', '/app/dist/a.ts'],
    ['/other/a.ts', '/other/a.ts'],
    ['file:///other/my%20a.ts', '/other/my a.ts'],
    ['webpack://app/./src/a.ts', '/app/src/a.ts'],
    ['webpack://@scope/app/./src/a.ts', '/app/src/a.ts'],
    ['webpack:///./src/a.ts', '/app/src/a.ts'],
    ['webpack:///src/a.ts', '/app/src/a.ts'],
    ['webpack://app/../shared/a.ts', '/shared/a.ts'],
    ['webpack://app/./src/a.vue?1f2e', '/app/src/a.vue'],
    ['webpack:///./~/pkg/a.js', '/app/node_modules/pkg/a.js'],
    ['turbopack:///[project]/src/a.ts', '/app/src/a.ts'],
    ['../node_modules/pkg/a.js', '/app/node_modules/pkg/a.js'],
    ['https://example.org/a.ts', 'https://example.org/a.ts'],
  ])('%s is %s', (name, file) => {
    expect(placeSource(name, base)).toEqual({ file, isTools: false });
  });

  it.each([
    'webpack://app/webpack/bootstrap',
    'webpack:///webpack/runtime/define property getters',
    'webpack://app/external commonjs "express"',
    'webpack:///(webpack)/buildin/module.js',
    '\0rolldown/runtime.js',
  ])("%j is the bundler's own", (name) => {
    expect(placeSource(name, base).isTools).toBe(true);
  });

  it('is what is there, of a name that may be a URL or a path', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'my a.ts'), '');
    await writeFile(join(folder, '100%25.ts'), '');
    expect(placeSource('my%20a.ts', { folder, project: folder }).file).toBe(join(folder, 'my a.ts'));
    expect(placeSource('100%25.ts', { folder, project: folder }).file).toBe(join(folder, '100%25.ts'));
    expect(placeSource('my a.ts?v=1', { folder, project: folder }).file).toBe(join(folder, 'my a.ts'));
    expect(placeSource(pathToFileURL(join(folder, 'my a.ts')).href, base).file).toBe(join(folder, 'my a.ts'));
  });

  it('counts from the folder of the nearest package', async () => {
    const folder = await scratch();
    await mkdir(join(folder, 'dist/deep'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{}');
    expect(projectOf(join(folder, 'dist/deep'), '/cwd')).toBe(folder);
  });
});
