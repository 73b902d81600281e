import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a user downloads, and what it takes on the disk, without its dependencies. Raised only with a reason. */
export const MAX_TARBALL_BYTES = 440 * 1024;
export const MAX_UNPACKED_BYTES = 1280 * 1024;

/** What nobody who installs the package needs. */
const UNWANTED = [
  [/(^|\/)(test|fixtures)\//, 'a test'],
  [/\.map$/, 'a source map'],
  [/^src\/(?!report\/html\/static\/)/, 'a source'],
  [/(^|\/)\.(?!\.)/, 'a hidden file'],
  [/tsconfig|\.tsbuildinfo$|^package-lock\.json$/, 'part of the build'],
];

/** What the package is nothing without, besides what package.json names. */
const WANTED = ['package.json', 'README.md', 'docs/LICENSE', 'dist/bundle/main.js', 'dist/probe/preload.cjs'];

/** `npm pack`: `{ filename, size, unpackedSize, files: [{ path, size }] }`. With `folder` the tarball is made there. */
export function pack(folder) {
  const place = folder === undefined ? ['--dry-run'] : ['--pack-destination', folder];
  const text = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...place], { cwd: root, encoding: 'utf8' });
  const [packed] = JSON.parse(text);
  return packed;
}

/** Every path that package.json leads a user to. */
function named({ bin, man, exports }) {
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  return [...Object.values(bin), man, ...targets].map((path) => path.replace(/^\.\//, ''));
}

/** The declarations that a declaration leads to. */
function declarationsFrom(entry, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(join(root, entry), 'utf8');
  for (const [, target] of text.matchAll(/from '(\.[^']+)'/g)) {
    declarationsFrom(join(entry, '..', target.replace(/\.(c?)js$/, '.d.$1ts')), seen);
  }
  return seen;
}

/** A built file whose source is gone would be shipped for ever. What is bundled is made anew each time. */
function isStale(path) {
  const [, stem] = /^dist\/(.+?)(?:\.d\.cts|\.cjs)$/.exec(path) ?? [];
  return stem !== undefined && !existsSync(join(root, 'src', `${stem}.cts`));
}

/** What is wrong with the package, a sentence each; none is well. */
export function problemsOf({ files, size, unpackedSize }) {
  const paths = files.map(({ path }) => path);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entries = named(manifest);
  const types = entries.filter((path) => path.endsWith('.d.cts')).flatMap((path) => [...declarationsFrom(path)]);
  const unwanted = paths.flatMap((path) =>
    UNWANTED.filter(([pattern]) => pattern.test(path)).map(([, what]) => `${path} is ${what}.`),
  );
  const missing = [...new Set([...WANTED, ...entries, ...types])].filter((path) => !paths.includes(path));
  const idle = paths.filter((path) => /\.d\.c?ts$/.test(path) && !types.includes(path));
  return [
    ...unwanted,
    ...missing.map((path) => `${path} is missing.`),
    ...idle.map((path) => `${path} describes what nobody can import.`),
    ...paths.filter(isStale).map((path) => `${path} has no source: remove dist and build anew.`),
    ...(size > MAX_TARBALL_BYTES ? [`The tarball takes ${size} bytes, more than ${MAX_TARBALL_BYTES}.`] : []),
    ...(unpackedSize > MAX_UNPACKED_BYTES
      ? [`Unpacked it takes ${unpackedSize} bytes, more than ${MAX_UNPACKED_BYTES}.`]
      : []),
  ];
}
