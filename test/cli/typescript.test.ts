import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProjectTsx, stripping, typescriptOptions } from '../../src/cli/typescript.js';
import { scratch } from '../support/trace-lines.js';

const node = (version: string, typescript?: unknown) => ({ version, features: { typescript } });
const at = (name: string) => ({ path: `/p/${name}`, name });
const FLAG = ['--experimental-strip-types'];
const TSX = ['--import', 'file:///p/tsx.mjs'];
const declared = () => ({ loader: '/p/tsx.mjs', isDeclared: true });
const inReach = () => ({ loader: '/p/tsx.mjs', isDeclared: false });
const none = () => null;

describe('stripping', () => {
  it.each<[string, unknown, readonly string[] | null]>([
    ['v20.20.2', undefined, null],
    ['v22.5.1', undefined, null],
    ['v22.6.0', undefined, FLAG],
    ['v22.17.1', false, FLAG],
    ['v22.18.0', 'strip', []],
    ['v22.18.0', false, null],
    ['v23.5.0', false, FLAG],
    ['v23.6.0', 'strip', []],
    ['v24.0.0', 'transform', []],
    ['v26.10.0', false, null],
  ])('Node %s that says %s: %s', (version, typescript, options) => {
    expect(stripping(node(version, typescript))).toEqual(options);
  });
});

describe('typescriptOptions', () => {
  it('are none for JavaScript', () => {
    expect(typescriptOptions(at('app.mjs'), node('v20.20.2'), none)).toEqual([]);
  });

  it.each(['.ts', '.mts', '.cts'])('leave %s to a Node that strips types', (ending) => {
    expect(typescriptOptions(at(`app${ending}`), node('v24.0.0', 'strip'), inReach)).toEqual([]);
  });

  it('take the tsx that the project itself names before that', () => {
    expect(typescriptOptions(at('app.ts'), node('v24.0.0', 'strip'), declared)).toEqual(TSX);
  });

  it('take any tsx where Node does not strip, and for .tsx', () => {
    expect(typescriptOptions(at('app.ts'), node('v20.6.0'), inReach)).toEqual(TSX);
    expect(typescriptOptions(at('app.tsx'), node('v24.0.0', 'strip'), inReach)).toEqual(TSX);
  });

  it.each([
    ['app.ts', node('v20.20.2'), none, 'Node v20.20.2 does not run app.ts by itself: add tsx to the project'],
    ['app.ts', node('v20.5.0'), inReach, 'or use Node 22.18 or later'],
    ['app.tsx', node('v26.0.0', 'strip'), none, '(npm install --save-dev tsx).'],
  ])('say what to install: %s, %o', (script, abilities, find, message) => {
    expect(() => typescriptOptions(at(script), abilities, find)).toThrow(message);
  });
});

describe('findProjectTsx', () => {
  it('looks from the folder upwards, and into each package.json on the way', async () => {
    const root = await scratch();
    const folder = join(root, 'src/deep');
    await mkdir(folder, { recursive: true });
    expect(findProjectTsx(folder)).toBeNull();
    await mkdir(join(root, 'node_modules/tsx'), { recursive: true });
    await writeFile(join(root, 'node_modules/tsx/package.json'), '{"exports":{".":"./loader.mjs"}}');
    await writeFile(join(root, 'node_modules/tsx/loader.mjs'), '');
    const loader = join(root, 'node_modules/tsx/loader.mjs');
    expect(findProjectTsx(folder)).toEqual({ loader, isDeclared: false });
    await writeFile(join(folder, 'package.json'), '{}');
    await writeFile(join(root, 'package.json'), '{"devDependencies":{"tsx":"4"}}');
    expect(findProjectTsx(folder)).toEqual({ loader, isDeclared: true });
  });
});
