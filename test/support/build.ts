import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** As in `npm run build`. */
const STEPS = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['node_modules/typescript/bin/tsc', '-p', 'src/tsconfig.types.json'],
  ['src/build/bundle.mjs'],
];
const STAMP = join(ROOT, 'dist/.built');

/** Builds `dist` once before the tests, if the sources have changed since: the end-to-end tests run the built command. */
export default function build(): void {
  const startedMs = Date.now();
  if (newestMs(join(ROOT, 'src')) < stampMs()) return;
  for (const step of STEPS) {
    const { status, stdout, stderr } = spawnSync(process.execPath, step, { cwd: ROOT, encoding: 'utf8' });
    // Type errors do not keep the compiler from writing; `npm run build` and the linter are there to fail on them.
    if (status !== 0) process.stderr.write(`${step.join(' ')} has errors:\n${stdout}${stderr}`);
  }
  writeFileSync(STAMP, `${startedMs}\n`);
}

function stampMs(): number {
  return statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
