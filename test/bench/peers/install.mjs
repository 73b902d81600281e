import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../.cache/peers/', import.meta.url));

/**
 * Installs the pinned packages of one tool into a folder of its own under `.cache/peers`, once for each Node that uses
 * them: native addons are built for that Node. A package that lies in `.cache/peers/packages`, named as `npm pack` names it,
 * is taken from there: not every registry has them all. Returns `{ home, reason }`: the folder that holds its
 * `node_modules`, and null, or in a few words why it can't be had here. A tool without packages is always there.
 */
export function install(tool, node, nodeVersion) {
  const home = join(root, `${tool.name}-${nodeVersion}`.replaceAll(/[^\w.-]+/g, '-'));
  mkdirSync(home, { recursive: true });
  const wanted = Object.entries(tool.packages).map(([name, version]) => specOf(name, version));
  if (wanted.length === 0) return { home, reason: null };
  const done = join(home, 'installed.json');
  const manifest = JSON.stringify(wanted);
  if (existsSync(done) && readFileSync(done, 'utf8') === manifest) return { home, reason: null };
  try {
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', ...wanted], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      // `npm run -s` would have the npm in it keep silent about what went wrong.
      env: { ...process.env, npm_config_loglevel: 'error', ...tool.installEnv, ...headersOf(node) },
    });
    execFileSync(node, ['-e', tool.loads], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    return { home, reason: reasonOf(error) };
  }
  // Only now: an install that was cut off is begun anew.
  writeFileSync(done, manifest);
  return { home, reason: null };
}

function specOf(name, version) {
  const packed = join(root, 'packages', `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  return existsSync(packed) ? packed : `${name}@${version}`;
}

/** An addon that must be built is built with the headers that lie beside Node, where there are any. */
function headersOf(node) {
  const prefix = dirname(dirname(node));
  const headers = existsSync(join(prefix, 'include', 'node', 'node.h'));
  return { PATH: `${dirname(node)}:${process.env.PATH}`, ...(headers ? { npm_config_nodedir: prefix } : {}) };
}

/** The line of npm's or Node's output that says what went wrong. */
function reasonOf(error) {
  const lines = `${error.stderr ?? ''}\n${error.message}`
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, ''));
  const told = lines.find((line) => /^(?:code E|\w*Error: |.*error: )/.test(line)) ?? lines.find((line) => line.trim());
  return (told ?? 'npm failed').trim().replaceAll('|', '/').slice(0, 120);
}
