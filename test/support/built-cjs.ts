import { dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';

const ROOT = join(import.meta.dirname, '../..');

/**
 * What the probe shares with the rest is CommonJS in TypeScript (`.cts`), which Vite does not translate: tests take it as
 * it was built.
 */
export function builtCjs(): Plugin {
  return {
    name: 'built-cjs',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !/^\.\.?\/.*\.cjs$/.test(source)) return null;
      const file = resolve(dirname(importer), source);
      const inSource = relative(join(ROOT, 'src'), file);
      return inSource.startsWith('..') ? null : { id: join(ROOT, 'dist', inSource), external: true };
    },
  };
}
