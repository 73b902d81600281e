import { buildSync } from 'esbuild';

buildSync({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['main.ts', 'importer.ts'],
  outdir: '.generated',
  format: 'cjs',
  sourcemap: true,
});
