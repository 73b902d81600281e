import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs a tarball into a folder as a user does; its dependencies come from the registry. Gives how much that was. */
export function installInto(project, tarball) {
  writeFileSync(join(project, 'package.json'), `${JSON.stringify({ name: 'fresh', private: true }, null, 2)}\n`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const modules = join(project, 'node_modules');
  const lock = readdirSync(modules).filter((name) => !name.startsWith('.'));
  const [kb] = execFileSync('du', ['-sk', modules], { encoding: 'utf8' }).split('\t');
  return `${lock.length} folders in node_modules, ${Math.ceil(Number(kb) / 1024)} MB`;
}

/** Runs a command there: `{ status, stdout, stderr }`. Nothing of this process's own Node options reaches it. */
export function runIn(project, command, args) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', npm_config_offline: 'true' },
  });
}
