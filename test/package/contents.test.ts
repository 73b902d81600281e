import { describe, expect, it } from 'vitest';
import { MAX_TARBALL_BYTES, MAX_UNPACKED_BYTES, pack, problemsOf } from './contents.mjs';

const packed = pack();
const withFile = (path: string) => problemsOf({ ...packed, files: [...packed.files, { path, size: 1 }] });
const without = (path: string) => problemsOf({ ...packed, files: packed.files.filter((file) => file.path !== path) });

describe('the package', () => {
  it('holds what it must, nothing else, and is small', () => {
    expect(problemsOf(packed)).toEqual([]);
  });

  it.each([
    ['test/a.test.js', 'is a test'],
    ['dist/cli/main.js.map', 'is a source map'],
    ['src/cli/main.ts', 'is a source'],
    ['dist/.built', 'is a hidden file'],
    ['dist/probe/gone.cjs', 'has no source'],
    ['dist/probe/arm.d.cts', 'describes what nobody can import'],
  ])('must not hold %s', (path, why) => {
    expect(withFile(path).join()).toContain(why);
  });

  it.each(['bin/loopcheck.js', 'docs/LICENSE', 'docs/loopcheck.1', 'dist/testing/stall.d.cts'])(
    'must hold %s',
    (path) => {
      expect(without(path)).toEqual([`${path} is missing.`]);
    },
  );

  it('must not be larger than was agreed', () => {
    const large = problemsOf({ ...packed, size: MAX_TARBALL_BYTES + 1, unpackedSize: MAX_UNPACKED_BYTES + 1 });
    expect(large).toHaveLength(2);
  });
});
