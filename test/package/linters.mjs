import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Pinned; installed once into `.cache/package`, since they bring a compiler of their own. */
const TOOLS = { '@arethetypeswrong/cli': '0.18.5', publint: '0.3.25' };

const home = fileURLToPath(new URL('../../.cache/package/', import.meta.url));

function install() {
  const file = join(home, 'package.json');
  const manifest = `${JSON.stringify({ private: true, dependencies: TOOLS }, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === manifest) return;
  mkdirSync(home, { recursive: true });
  const names = Object.entries(TOOLS).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', ...names], {
    stdio: 'inherit',
  });
  // Only now: an install that was cut off is begun anew.
  writeFileSync(file, manifest);
}

function run(script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'node_modules', script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n');
}

/** What publint and Are the types wrong? say of a tarball: `[name, complaints]`. */
export function lint(tarball) {
  install();
  return [
    ['publint', run('publint/src/cli.js', ['run', tarball, '--strict'])],
    // Resolution as before Node 12 knows no `exports`.
    [
      'are the types wrong?',
      run('@arethetypeswrong/cli/dist/index.js', [tarball, '--profile', 'node16', '--no-emoji']),
    ],
  ];
}
