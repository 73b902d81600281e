import { buildSync } from 'esbuild';

buildSync({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['main.ts'],
  outfile: '.generated/app.js',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  sourcemap: 'linked',
});
