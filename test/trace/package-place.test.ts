import { expect, it } from 'vitest';
import { packagePlaceOf } from '../../src/trace/package-place.js';

it.each([
  ['/app/node_modules/bcryptjs/dist/bcrypt.js', '/app/node_modules/bcryptjs', 'bcryptjs', null],
  ['/app/node_modules/@scope/name/index.js', '/app/node_modules/@scope/name', '@scope/name', null],
  ['/app/node_modules/a/node_modules/b/i.mjs', '/app/node_modules/a/node_modules/b', 'b', null],
  [
    '/app/node_modules/.pnpm/a@1.2.3/node_modules/a/i.js',
    '/app/node_modules/.pnpm/a@1.2.3/node_modules/a',
    'a',
    '1.2.3',
  ],
  [
    '/app/node_modules/.pnpm/@s+n@2.0.0-rc.1_react@18.2.0/node_modules/@s/n/lib/i.js',
    '/app/node_modules/.pnpm/@s+n@2.0.0-rc.1_react@18.2.0/node_modules/@s/n',
    '@s/n',
    '2.0.0-rc.1',
  ],
  [
    '/app/node_modules/.pnpm/a@1.2.3(b@4.0.0)/node_modules/a/i.js',
    '/app/node_modules/.pnpm/a@1.2.3(b@4.0.0)/node_modules/a',
    'a',
    '1.2.3',
  ],
  // What lies beside it there is linked, and of another version.
  ['/app/node_modules/.pnpm/a@1.2.3/node_modules/b/i.js', '/app/node_modules/.pnpm/a@1.2.3/node_modules/b', 'b', null],
  ['C:\\app\\node_modules\\@scope\\name\\i.js', 'C:\\app\\node_modules\\@scope\\name', '@scope/name', null],
  ['/app/node_modules/.prisma/client/index.js', '/app/node_modules/.prisma', '.prisma', null],
])('%s lies in %s', (file, folder, name, version) => {
  expect(packagePlaceOf(file)).toEqual({ folder, name, version });
});

it.each(['/app/src/index.js', 'node:fs', '', '/app/my_node_modules/a/i.js'])('%s lies in none', (file) => {
  expect(packagePlaceOf(file)).toBeNull();
});
