/** Makes the folders that traces lie in, for their owner alone. */
import fs = require('node:fs');
import path = require('node:path');

const { existsSync, mkdirSync } = fs;
const { dirname } = path;

/**
 * Makes a folder with those above it. Throws the system's error. Node's own `recursive` never comes back where a file
 * system answers ENOENT to every new folder, as /proc does (Node 20 to 26).
 */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const one of missing) {
    try {
      mkdirSync(one, { mode: 0o700 });
    } catch (error) {
      // Somebody else may make the same one at the same time.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export = { makeFolder };
