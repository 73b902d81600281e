import { describe, expect, it } from 'vitest';
import type { CauseKind } from '../../src/analyze/diagnosis.js';
import { fingerprintOf } from '../../src/analyze/fingerprint.js';
import { steadyPath } from '../../src/analyze/steady-path.js';

interface Who {
  readonly file?: string;
  readonly name?: string;
  readonly kind?: CauseKind;
  readonly api?: string | null;
  readonly cwd?: string;
}

function print({ file = '/home/me/shop/app.js', name = 'load', kind = 'cpu', api = null, cwd = '/home/me/shop' }: Who) {
  return fingerprintOf({ location: { file, function: name }, cause: { kind, api } }, cwd);
}

const bundle = (name: string): Who => ({ file: `/home/me/shop/dist/${name}` });

describe('a fingerprint is the same', () => {
  it.each<[string, Who, Who]>([
    ['in another checkout', {}, { file: '/builds/77/shop/app.js', cwd: '/builds/77/shop' }],
    ['on Windows', { file: '/home/me/shop/lib/a.js' }, { file: 'D:\\w\\shop\\lib\\a.js', cwd: 'D:\\w\\shop' }],
    ['in another temporary folder', { file: '/tmp/abc123/x.js' }, { file: '/tmp/def456/x.js' }],
    [
      'in a temporary folder run from elsewhere',
      { file: '/tmp/abc123/x.js', cwd: '/tmp' },
      { file: '/tmp/q/x.js', cwd: '/' },
    ],
    ['in the temporary folder of a Mac', { file: '/tmp/a/x.js' }, { file: '/private/var/folders/3k/zz9/T/b/x.js' }],
    [
      'when a temporary folder is where it runs',
      { file: '/tmp/a/x.js', cwd: '/tmp/a' },
      { file: '/tmp/b/x.js', cwd: '/tmp/b' },
    ],
    ['beside the folder that it runs in', { file: '/home/me/lib/x.js' }, { file: '/ci/1/lib/x.js', cwd: '/ci/1/shop' }],
    ['for the next build of a bundle', bundle('main.3f2a9c.js'), bundle('main.9b1c07.js')],
    ['for the next build by Vite', bundle('index-DiwrgTda.js'), bundle('index-B4k_zQ9x.js')],
    ['for the next build by esbuild', bundle('chunk-XK2J4LPQ.js'), bundle('chunk-7ABCDEFG.js')],
    ['for a bundle named by its hash alone', bundle('3f2a9c41.min.js'), bundle('77aa0e1c.min.js')],
    [
      'for a package that pnpm installed, and its next version',
      { file: '/home/me/shop/node_modules/.pnpm/@acme+csv@1.2.3_peer@4/node_modules/@acme/csv/lib/a.js' },
      { file: '/ci/node_modules/.pnpm/@acme+csv@1.3.0/node_modules/@acme/csv/lib/a.js', cwd: '/ci' },
    ],
    ['for a package that was hoisted', { file: '/w/node_modules/csv/a.js' }, { file: '/w/x/node_modules/csv/a.js' }],
    [
      'for a module asked for by its whole path',
      { kind: 'module-load', api: '/tmp/a/b.js' },
      { kind: 'module-load', api: '/tmp/c/b.js' },
    ],
    [
      'for generated code with a query',
      { file: 'webpack://shop/./src/a.js?3f2a' },
      { file: 'webpack://shop/./src/a.js?99' },
    ],
  ])('%s', (_case, one, other) => {
    expect(print(one)).toBe(print(other));
  });
});

describe('a fingerprint differs', () => {
  it.each<[string, Who, Who]>([
    ['by function', { name: 'load' }, { name: 'save' }],
    ['by class', { name: 'Store.load' }, { name: 'Cart.load' }],
    ['by cause', { kind: 'cpu' }, { kind: 'json' }],
    ['by call', { api: 'fs.readFileSync' }, { api: 'fs.statSync' }],
    ['by folder', { file: '/home/me/shop/routes/index.js' }, { file: '/home/me/shop/models/index.js' }],
    ['by the name of a bundle', bundle('main.3f2a9c.js'), bundle('admin.3f2a9c.js')],
    ['by package', { file: '/w/node_modules/csv/a.js' }, { file: '/w/node_modules/tsv/a.js' }],
    ['by file in one temporary folder', { file: '/tmp/a/x.js' }, { file: '/tmp/a/y.js' }],
    ['from nobody at all', {}, { file: '', name: '' }],
  ])('%s', (_case, one, other) => {
    expect(print(one)).not.toBe(print(other));
  });
});

it('says by which rules it was made', () => {
  expect(print({})).toMatch(/^1:[0-9a-f]{16}$/);
  expect(fingerprintOf({ location: null, cause: { kind: 'gc', api: null } }, '/')).toMatch(/^1:[0-9a-f]{16}$/);
});

describe('a steady path', () => {
  it.each([
    ['/home/me/shop/src/user-service2.js', 'src/user-service2.js'],
    ['/home/me/shop/src/load-userData.js', 'src/load-userData.js'],
    ['/home/me/shop/migrations/20240101-init.js', 'migrations/20240101-init.js'],
    ['/home/me/shop/lib/jquery-3.6.0.min.js', 'lib/jquery-3.6.0.min.js'],
    ['/home/me/shop/facade.js', 'facade.js'],
    ['/home/me/shop/my-app-2.js', 'my-app-2.js'],
    ['/home/me/shop/README', 'README'],
  ])('keeps the names that people give: %s', (file, steady) => {
    expect(steadyPath(file, '/home/me/shop')).toBe(steady);
  });

  it.each([
    ['/tmp/run-9/sub/x.js', 'tmp/*/sub/x.js'],
    ['/tmp/x.js', 'tmp/x.js'],
    ['/home/me/shop/cache/0b8f7a66-1c1f-4f6e-9d0a-3f2a9c41aa10/x.js', 'cache/*/x.js'],
    ['evalmachine.<anonymous>', 'evalmachine.<anonymous>'],
    ['[worker eval]', '[worker eval]'],
  ])('%s is %s', (file, steady) => {
    expect(steadyPath(file, '/home/me/shop')).toBe(steady);
  });
});
