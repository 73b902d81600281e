// Builds the same sources with Vite and with esbuild.
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from 'vite';

const folder = fileURLToPath(new URL('.', import.meta.url));
await build({
  root: folder,
  logLevel: 'error',
  build: { ssr: 'main.ts', outDir: 'dist', sourcemap: true, minify: true },
});
await bundle({
  absWorkingDir: folder,
  entryPoints: ['main.ts'],
  outfile: 'dist-esbuild/main.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  sourcemap: 'inline',
});
