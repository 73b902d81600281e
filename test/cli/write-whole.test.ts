import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
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
