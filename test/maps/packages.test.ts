import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMapped } from '../../src/cli/read-mapped.js';
import { findPackages } from '../../src/maps/packages.js';
import { readTrace } from '../../src/trace/read.js';
import { project, type Ran, writtenTrace } from './support.js';

const files = {
  'node_modules/hasher/package.json': '{"name":"hasher","version":"3.0.2"}',
  'node_modules/hasher/lib/package.json': '{"type":"module"}',
  'node_modules/hasher/node_modules/hasher/package.json': '{"name":"hasher","version":"1.0.0"}',
  'node_modules/alias/package.json': '{"name":"@scope/real","version":"2.1.0"}',
  'node_modules/broken/package.json': '{"name":',
  'node_modules/odd/package.json': '{"name":["x"],"version":7}',
};

const at = (cwd: string, path: string): Ran => ({ url: join(cwd, path), line: 1, column: 1 });

async function found(cwd: string, ...paths: readonly string[]) {
  const trace = await readTrace(
    await writtenTrace(
      cwd,
      paths.map((path) => at(cwd, path)),
    ),
  );
  const rows = findPackages(trace).map(({ folder, name, version }) => [folder.slice(cwd.length + 1), name, version]);
  return rows.sort();
}

it('reads name and version beside the innermost node_modules', async () => {
  const cwd = await project(files);
  const inner = 'node_modules/hasher/node_modules/hasher';
  const paths = [
    'node_modules/hasher/lib/a.js',
    'node_modules/hasher/lib/b.js',
    `${inner}/i.js`,
    'node_modules/alias/i.js',
  ];
  expect(await found(cwd, 'app.js', ...paths)).toEqual([
    ['node_modules/alias', '@scope/real', '2.1.0'],
    ['node_modules/hasher', 'hasher', '3.0.2'],
    [inner, 'hasher', '1.0.0'],
  ]);
});

it('tells nothing of what it cannot read', async () => {
  const cwd = await project(files);
  const paths = ['node_modules/broken/i.js', 'node_modules/odd/i.js', 'node_modules/gone/i.js', 'node_modules/.bin/x'];
  expect(await found(cwd, ...paths)).toEqual([]);
});

it('tells nothing of a package that was installed after the run', async () => {
  const cwd = await project(files);
  const later = new Date(Date.now() + 3_600_000);
  await utimes(join(cwd, 'node_modules/hasher/package.json'), later, later);
  expect(await found(cwd, 'node_modules/hasher/i.js')).toEqual([]);
});

it('keeps what it found in the trace, so that it outlives the package', async () => {
  const cwd = await project(files);
  const folder = await writtenTrace(cwd, [at(cwd, 'node_modules/hasher/i.js'), at(cwd, 'app.js')]);
  await readMapped(folder);
  await writeFile(join(cwd, 'node_modules/hasher/package.json'), '{"name":"hasher","version":"9.9.9"}');
  const { packages } = await readMapped(folder);
  expect([...packages.values()]).toMatchObject([{ name: 'hasher', version: '3.0.2' }]);
  expect((await readFile(join(folder, 'run.ndjson'), 'utf8')).match(/"type":"package"/g)).toHaveLength(1);
});
