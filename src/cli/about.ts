import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../package/folder.js';
import type { About } from '../report/renderer.js';
import { readVersion } from './real-parts.js';

/** What the formats may tell of loopcheck; nothing is read before it is asked for. */
export const about: About = { version: readVersion, page: readPage };

function readPage(id: string): string | null {
  try {
    return readFileSync(join(PACKAGE_FOLDER, 'docs/findings', `${id}.md`), 'utf8');
  } catch {
    return null;
  }
}
