import { buildSync } from 'esbuild';

buildSync({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['main.ts'],
  outfile: '.generated/main.js',
  format: 'cjs',
  sourcemap: true,
});
