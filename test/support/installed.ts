import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { program } from './program.js';

const ROOT = join(import.meta.dirname, '../..');

/** A folder with these files in which `loopcheck` is installed, and vitest beside it. */
export async function installed(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await program(files);
  await mkdir(join(folder, 'node_modules'));
  await symlink(ROOT, join(folder, 'node_modules/loopcheck'));
  await symlink(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  return folder;
}

/** Runs Node there. NODE_OPTIONS of this process, and the runner's own variables, stay away from it. */
export async function node(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST|TEST$|LOOPCHECK_)/.test(name));
  return execa(process.execPath, [...args], {
    cwd,
    env: { ...Object.fromEntries(own), NO_COLOR: '1', ...env },
    extendEnv: false,
    reject: false,
    all: true,
  });
}
