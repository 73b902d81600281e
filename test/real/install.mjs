import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Pinned, so that a check that fails today did not pass yesterday because of others' releases. */
const PACKAGES = {
  autocannon: '8.0.0',
  bcryptjs: '3.0.3',
  esbuild: '0.28.2',
  express: '5.3.0',
  fastify: '5.12.8',
  jest: '30.5.2',
  piscina: '5.3.2',
  tinypool: '2.2.0',
  tsx: '4.23.15',
  vite: '8.3.8',
  vitest: '4.1.12',
  ws: '8.23.0',
};

const home = fileURLToPath(new URL('../../.cache/real/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = fileURLToPath(new URL('./programs/', import.meta.url));

/**
 * Installs the packages into `.cache/real`, once, and lays loopcheck, as it is built, and the programs beside them, which is
 * where they find each other. Returns the folder of the programs. Throws when npm cannot install.
 */
export function install() {
  const manifest = `${JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2)}\n`;
  const file = join(home, 'package.json');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== manifest) {
    mkdirSync(home, { recursive: true });
    execFileSync('npm', ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', ...wanted()], {
      stdio: 'inherit',
    });
    // Only now: an install that was cut off is begun anew.
    writeFileSync(file, manifest);
  }
  layOwnPackage();
  const folder = join(home, 'programs');
  rmSync(folder, { recursive: true, force: true });
  cpSync(programs, folder, { recursive: true });
  return folder;
}

function wanted() {
  return Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
}

/** loopcheck as npm would install it, beside the others. */
function layOwnPackage() {
  const folder = join(home, 'node_modules/loopcheck');
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home], {
      cwd: root,
      encoding: 'utf8',
    }),
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  execFileSync('tar', ['-xzf', join(home, filename), '--strip-components=1', '-C', folder]);
  rmSync(join(home, filename));
}
