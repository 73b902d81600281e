import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder from `cwd` upwards that holds a `.git`, which is a file in a work tree; undefined where none does. */
export function repositoryRoot(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
