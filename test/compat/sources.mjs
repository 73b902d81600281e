import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Brings a package's sources at its tag into `<work>/<name>` and prepares them, once. They come from the git repository
 * `<from>/<name>` where `from` is given, else from GitHub. Returns the folder. Throws when git or npm fails.
 */
export function prepare({ name, repository, tag, paths = ['.'], setup }, { from, work, node }) {
  const folder = join(work, name);
  const stamp = join(work, `${name}.prepared`);
  if (existsSync(stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const source = from === '' ? `https://github.com/${repository}` : join(from, name);
  const git = (...args) => execFileSync('git', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const depth = from === '' ? ['--depth', '1'] : [];
  git('clone', '--quiet', '--no-checkout', ...depth, '--branch', tag, source, folder);
  git('-C', folder, 'checkout', '--quiet', tag, '--', ...paths);
  const env = { ...process.env, PATH: `${join(folder, 'node_modules/.bin')}:${dirname(node)}:${process.env.PATH}` };
  delete env.NODE_OPTIONS;
  for (const [file, ...args] of setup)
    execFileSync(file, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, `${tag}\n`);
  return folder;
}
