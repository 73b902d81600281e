import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function folderAbove(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The folder of loopcheck's own package. What it brings along lies below it, wherever this code was bundled to. */
export const PACKAGE_FOLDER = folderAbove(fileURLToPath(import.meta.url));
