import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { expandPaths } from '../../src/cli/expand.js';
import { scratch } from '../support/trace-lines.js';

describe('expandPaths', () => {
  let cwd = '';
  beforeEach(async () => {
    cwd = await scratch();
    for (const folder of ['runs/a/deep', 'runs/b']) await mkdir(join(cwd, folder), { recursive: true });
    for (const file of [
      'runs/b/2.ndjson',
      'runs/b/1.ndjson',
      'runs/a/deep/3.ndjson',
      'runs/b/.x.ndjson',
      'runs/b/[1]?',
    ]) {
      await writeFile(join(cwd, file), '');
    }
  });

  it.each([
    ['runs/b/*.ndjson', ['runs/b/1.ndjson', 'runs/b/2.ndjson']],
    ['runs/?', ['runs/a', 'runs/b']],
    ['runs/*/*.ndjson', ['runs/b/1.ndjson', 'runs/b/2.ndjson']],
    ['**/*.ndjson', ['runs/a/deep/3.ndjson', 'runs/b/1.ndjson', 'runs/b/2.ndjson']],
    ['runs/b/[1]?', ['runs/b/[1]?']],
    ['no/such', ['no/such']],
  ])('turns %s into its matches', (pattern, paths) => {
    expect(expandPaths([pattern], cwd)).toEqual(paths);
  });

  it('takes absolute patterns', () => {
    expect(expandPaths([join(cwd, 'runs/b/1*')], '/')).toEqual([join(cwd, 'runs/b/1.ndjson')]);
  });

  it('refuses a pattern that matches nothing', () => {
    expect(() => expandPaths(['runs/*.zip'], cwd)).toThrow('Nothing matches runs/*.zip');
  });
});
