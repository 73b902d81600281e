/**
 * The last step of `npm run build`: what runs outside of the target becomes a few files. Node takes longer to find and
 * link three hundred small modules than to run them. The probe is not bundled: it loads its files itself.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const common = { absWorkingDir: ROOT, bundle: true, minify: true, logLevel: 'warning' };

/** What CommonJS modules take for granted and an ES module lacks: the sign that it is wanted, and the line that gives it. */
const LACKING = [
  [
    /Dynamic require of/,
    "import { createRequire as loopcheckRequire } from 'node:module'; const require = loopcheckRequire(import.meta.url);",
  ],
  [
    /\b__dirname\b/,
    "import { fileURLToPath as loopcheckPath } from 'node:url'; const __dirname = loopcheckPath(new URL('.', import.meta.url));",
  ],
];

async function bundleCommand() {
  const outdir = join(ROOT, 'dist/bundle');
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...common,
    entryPoints: { main: 'dist/cli/main.js', 'reader-thread': 'dist/triage/read/reader-thread.js' },
    outdir,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    metafile: true,
  });
  for (const output of Object.keys(metafile.outputs)) {
    const file = join(ROOT, output);
    const text = readFileSync(file, 'utf8');
    const lines = LACKING.filter(([sign]) => sign.test(text)).map(([, line]) => `${line}\n`);
    if (lines.length > 0) writeFileSync(file, lines.join('') + text);
  }
}

/** The scripts of the HTML pages: classic ones, since a page that was saved runs no modules. */
async function bundlePages() {
  const outdir = join(ROOT, 'dist/page');
  rmSync(outdir, { recursive: true, force: true });
  const entryPoints = Object.fromEntries(
    [
      ['run', 'main.ts'],
      ['diff', 'diff/main.ts'],
      ['triage', 'triage/main.ts'],
    ].map(([name, entry]) => [name, join('src/report/html/page', entry)]),
  );
  await build({ ...common, entryPoints, outdir, format: 'iife', platform: 'browser', target: 'es2022' });
}

await Promise.all([bundleCommand(), bundlePages()]);
