import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../../src/cli/repository.js';
import { scratch } from '../support/trace-lines.js';

it('is the nearest folder upwards with a .git, which is a folder or, in a work tree, a file', async () => {
  const outer = await scratch();
  await mkdir(join(outer, '.git'));
  await mkdir(join(outer, 'tree/packages/a'), { recursive: true });
  expect(repositoryRoot(join(outer, 'tree/packages/a'))).toBe(outer);
  await writeFile(join(outer, 'tree/.git'), 'gitdir: elsewhere');
  expect(repositoryRoot(join(outer, 'tree/packages/a'))).toBe(join(outer, 'tree'));
});

it('is unknown where no folder has one', async () => {
  expect(repositoryRoot('/')).toBeUndefined();
});
