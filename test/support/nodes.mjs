import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The majors that loopcheck supports and is examined on. */
export const SUPPORTED_MAJORS = [20, 22, 24, 26];

const home = fileURLToPath(new URL('../../.cache/nodes/', import.meta.url));

/**
 * Absolute path of a Node binary of the given major version. The running Node serves its own major; others are
 * installed once into `.cache/nodes` from npm, from the package that `node` itself would fetch for this platform.
 * Throws when npm cannot install it.
 */
export function findNode(major) {
  if (!Number.isInteger(major)) throw new TypeError(`A Node major is a whole number, not ${major}`);
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const binary = binaryOf(major);
  if (!existsSync(binary)) install(major);
  if (!existsSync(binary)) throw new Error(`npm installed node@${major}, but there is no ${binary}`);
  return binary;
}

/** `v22.1.0` of the binary at that path. */
export function versionOf(binary) {
  return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
}

function binaryOf(major) {
  return join(home, 'node_modules', `node${major}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function install(major) {
  mkdirSync(home, { recursive: true });
  // An alias for each major, so that they lie side by side.
  const args = ['install', '--prefix', home, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...args, ...aliases(major)], { stdio: 'inherit' });
}

// `--no-save` prunes what it does not know, so the ones that are there already are named again.
function aliases(major) {
  const majors = SUPPORTED_MAJORS.filter((other) => other === major || existsSync(binaryOf(other)));
  return [...new Set([...majors, major])].map((each) => `node${each}@npm:${platformPackage()}@${each}`);
}

function platformPackage() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}
