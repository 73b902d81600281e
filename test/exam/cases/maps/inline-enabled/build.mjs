import { buildSync } from 'esbuild';

buildSync({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['main.ts'],
  outfile: '.generated/main.mjs',
  format: 'esm',
  sourcemap: 'inline',
  minifySyntax: true,
});
