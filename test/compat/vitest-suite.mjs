import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Lets npm install the suite of vitest by itself: its package.json, made for a pnpm workspace whose packages would have to be
 * built, gets the published packages of the same version instead. Run as `node vitest-suite.mjs <repository>`.
 */
const [, , root] = process.argv;
const file = join(root, 'test/core/package.json');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
const manifest = JSON.parse(readFileSync(file, 'utf8'));
const { devDependencies } = manifest;
for (const [name, range] of Object.entries(devDependencies)) {
  if (range.startsWith('workspace:')) devDependencies[name] = version;
  else if (range === 'catalog:') devDependencies[name] = catalog[name];
  else if (range.startsWith('link:')) devDependencies[name] = range.replace('link:', 'file:');
}
// What the configuration and the tests take from the workspace's root.
for (const name of ['pathe', 'typescript', 'magic-string', 'vite', 'jsdom', 'happy-dom'])
  devDependencies[name] ??= catalog[name] ?? '*';
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
