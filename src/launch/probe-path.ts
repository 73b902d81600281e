import { fileURLToPath } from 'node:url';

/** Where the built preload lies: the launcher knows the probe by this path alone. */
export function probePath(): string {
  return fileURLToPath(new URL('../probe/preload.cjs', import.meta.url));
}
