import { packagePlaceOf } from '../trace/package-place.js';

/** What stands for a name that a tool or the system made up. */
const MADE_UP = '*';

const ABSOLUTE = /^(?:[A-Za-z]:[\\/]|[\\/])/;

/** Folders for temporary files; each program makes one of its own in them, under a name that is never the same twice. */
const TEMPORARY =
  /^(?:(?:\/private)?\/tmp|(?:\/private)?\/var\/tmp|(?:\/private)?\/var\/folders\/[^/]+\/[^/]+\/T|[A-Za-z]:\/Users\/[^/]+\/AppData\/Local\/Temp|[A-Za-z]:\/Windows\/Temp)(?=\/|$)/i;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Six digits and letters at least: shorter ones are words and version numbers. */
const HEX_HASH = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{6,}$/i;

/** What Vite, Rollup and esbuild make: eight characters that are no word, for there are capitals among them where none belong. */
const SHORT_HASH = /^(?=.*[A-Z])(?=.*\d|[A-Z].*[A-Z])(?=.*[a-z\d])[\w-]{8}$/;

/**
 * A file's path as it is in every checkout, on every machine and after every build: relative to `cwd`, the target's
 * folder, with `/`; for a package's file from its name on, without the version; without the names that temporary folders
 * and bundles get anew each time. Names that are no paths (`evalmachine.js`, `webpack://…`) lose their query alone.
 */
export function steadyPath(file: string, cwd: string): string {
  if (!ABSOLUTE.test(file)) return steadyName(file.replace(/[?#].*$/s, ''));
  const path = file.replaceAll('\\', '/');
  const home = packagePlaceOf(path);
  if (home !== null) return steadyName(`node_modules/${home.name}${path.slice(home.folder.length)}`);
  const folder = cwd.replaceAll('\\', '/').replace(/\/+$/, '');
  const isShared = folder === '' || TEMPORARY.exec(folder)?.[0].length === folder.length;
  if (!isShared && path.startsWith(`${folder}/`)) return steadyName(path.slice(folder.length + 1));
  const temporary = TEMPORARY.exec(path)?.[0];
  if (temporary !== undefined) return steadyName(withoutOwnFolder(path.slice(temporary.length + 1)));
  return steadyName(below(path, folder));
}

/** `abc123/x.js` is `x.js` in a folder of somebody's own. */
function withoutOwnFolder(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? `tmp/${path}` : `tmp/${MADE_UP}${path.slice(slash)}`;
}

/** The part of `path` that it does not share with `folder`: `../lib/x.js` is `lib/x.js` at any depth. */
function below(path: string, folder: string): string {
  const parts = path.split('/');
  const others = folder.split('/');
  const apart = parts.findIndex((part, index) => part !== others[index]);
  return parts.slice(Math.max(0, apart)).join('/');
}

/** Puts a star for each part that was made up: `dist/main.3f2a9c.js` → `dist/main.*.js`. */
function steadyName(path: string): string {
  const parts = path.split('/');
  return parts
    .map((part, index) => {
      if (UUID.test(part) || HEX_HASH.test(part)) return MADE_UP;
      return index === parts.length - 1 ? withoutHash(part) : part;
    })
    .join('/');
}

/** Where a bundler puts the hash: in the place of the name, or behind it. */
const HASHED = [/^(.*[.\-_])([\w-]{8})$/, /^(.*[.\-_])([^.\-_]+)$/, /^()(.+)$/];

const EXTENSIONS = /^(.+?)((?:\.(?:min|esm|cjs|umd|bundle|chunk|[cm]?[jt]sx?))*)$/;

/** `index-DiwrgTda.js`, `main.3f2a9c.min.js`, `3f2a9c41.js`: the hash of what a bundle holds is new with each change. */
function withoutHash(name: string): string {
  const [, stem = name, extensions = ''] = EXTENSIONS.exec(name) ?? [];
  for (const pattern of HASHED) {
    const [, before = '', last = ''] = pattern.exec(stem) ?? [];
    if (HEX_HASH.test(last) || (before !== '' && SHORT_HASH.test(last))) return `${before}${MADE_UP}${extensions}`;
  }
  return name;
}
