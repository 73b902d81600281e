import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratch } from '../support/trace-lines.js';

type Told = { readonly hostname?: string; readonly appVersion?: string };
const { applicationOf } = createRequire(import.meta.url)('../../dist/probe/application.cjs') as {
  applicationOf: (place: string, told: Told) => object;
};

it('the nearest package.json with a name or version counts, and what the user says goes first', async () => {
  const folder = await scratch();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{"name":"shop","version":"2.4.1"}');
  writeFileSync(join(folder, 'dist/package.json'), '{"type":"module"}');
  const script = join(folder, 'dist/server.js');
  expect(applicationOf(script, {})).toEqual({ hostname: hostname(), appName: 'shop', appVersion: '2.4.1' });
  expect(applicationOf(script, { hostname: '', appVersion: 'f00ba4' })).toEqual({
    hostname: null,
    appName: 'shop',
    appVersion: 'f00ba4',
  });
});

it('a package.json that cannot be understood is passed by', async () => {
  const folder = await scratch();
  writeFileSync(join(folder, 'package.json'), '{"name"');
  expect(applicationOf(join(folder, 'a.js'), { hostname: 'h' })).toMatchObject({ hostname: 'h', appVersion: null });
});
