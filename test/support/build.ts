import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** As in `npm run build`. */
const PROJECTS = ['tsconfig.json', 'src/tsconfig.types.json', 'src/report/html/page'];
const STAMP = join(ROOT, 'dist/.built');

/** Builds `dist` once before the tests, if the sources have changed since: the end-to-end tests run the built command. */
export default function build(): void {
  const startedMs = Date.now();
  if (newestMs(join(ROOT, 'src')) < stampMs()) return;
  for (const project of PROJECTS) {
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    // Type errors do not keep the compiler from writing; `npm run build` and the linter are there to fail on them.
    if (status !== 0) process.stderr.write(`The build of ${project} has errors:\n${stdout}`);
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
