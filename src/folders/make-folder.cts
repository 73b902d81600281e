/** Makes the folders that traces lie in. */
import fs = require('node:fs');
import path = require('node:path');

// Kept as they are now: the probe wraps some of them itself.
const { existsSync, mkdirSync } = fs;
const { dirname } = path;

/** For their owner alone: a trace holds the program's source. */
const PRIVATE = 0o700;

/**
 * Makes a folder with those above it, with these permissions where any are said. Throws the system's error. Node's own
 * `recursive` never comes back where a file system answers ENOENT to every new folder, as /proc does (Node 20 to 26).
 */
function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const one of missing) {
    try {
      mkdirSync(one, { mode });
    } catch (error) {
      // Somebody else may make the same one at the same time.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export = { PRIVATE, makeFolder };
