import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

const REQUIRE = /\brequire\("(\.[^"]+)"\)/g;

/** The modules that `entry` needs, itself included, by their paths within `folder`. */
function modulesFrom(folder: string, entry: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const left = [entry];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (found.has(path)) continue;
    const here = posix.dirname(path);
    const text = readFileSync(posix.join(folder, path), 'utf8').replace(REQUIRE, (_, target: string) => {
      const wanted = posix.join(here, target);
      left.push(wanted);
      return `require(${JSON.stringify(wanted)})`;
    });
    found.set(path, text);
  }
  return found;
}

/**
 * One classic script from CommonJS modules as the compiler built them: each keeps a scope of its own, and runs when it is
 * first called for. `entry` runs at once.
 */
export function bundle(folder: string, entry: string): string {
  const modules = [...modulesFrom(folder, entry)].map(
    ([path, text]) => `${JSON.stringify(path)}(exports, require) {\n${text}\n}`,
  );
  return `(() => {
const modules = {
${modules.join(',\n')}
};
const loaded = new Map();
function require(path) {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const exports = {};
  loaded.set(path, exports);
  modules[path](exports, require);
  return exports;
}
require(${JSON.stringify(entry)});
})();
`;
}
