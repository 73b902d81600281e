import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from '../../src/cli/write-whole.js';
import { scratch } from '../support/trace-lines.js';

test('a new file takes the place of the old one, with its mode, and nothing else stays', async () => {
  const folder = await scratch();
  const path = join(folder, 'loop.prom');
  await writeFile(path, 'old', { mode: 0o600 });
  const before = await stat(path);
  writeWhole(path, 'new');
  const after = await stat(path);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(after.ino).not.toBe(before.ino);
  expect(after.mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['loop.prom']);
});

test('a link stays a link', async () => {
  const folder = await scratch();
  await writeFile(join(folder, 'real'), 'old');
  await symlink('real', join(folder, 'link'));
  writeWhole(join(folder, 'link'), 'new');
  expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
});

test('what fails leaves nothing behind', async () => {
  const folder = await scratch();
  await mkdir(join(folder, 'taken'));
  expect(() => writeWhole(join(folder, 'taken'), 'new')).toThrow('EISDIR');
  expect(() => writeWhole(join(folder, 'missing', 'a'), 'new')).toThrow('ENOENT');
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a file is written as it is where its folder takes no new one', async () => {
  const folder = await scratch();
  const path = join(folder, 'loop.prom');
  await writeFile(path, 'old');
  await chmod(path, 0o666);
  await chmod(folder, 0o555);
  const module = join(import.meta.dirname, '../../dist/cli/write-whole.js');
  // Permissions mean nothing to root. Nobody may not be let into the project's own folder, so it is read before.
  const asNobody = process.getuid?.() === 0 ? 'process.seteuid(65_534);' : '';
  const program = `import(${JSON.stringify(module)}).then((m) => { ${asNobody} m.writeWhole(${JSON.stringify(path)}, 'new'); });`;
  const run = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: '/' });
  await chmod(folder, 0o755);
  expect(run.stderr).toBe('');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['loop.prom']);
});
