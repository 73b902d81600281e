import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../package/folder.js';

/** Where the built preload lies: the launcher knows the probe by this path alone. */
export function probePath(): string {
  return join(PACKAGE_FOLDER, 'dist/probe/preload.cjs');
}
