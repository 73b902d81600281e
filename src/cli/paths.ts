import { isAbsolute, relative } from 'node:path';

/** A path as a person in `cwd` would write it: relative where it lies inside, whole elsewhere. */
export function displayPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
}
