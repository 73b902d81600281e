import { readFileSync } from 'node:fs';
import type { About } from '../report/renderer.js';
import { readVersion } from './real-parts.js';

/** What the formats may tell of loopcheck; nothing is read before it is asked for. */
export const about: About = { version: readVersion, page: readPage };

function readPage(id: string): string | null {
  try {
    return readFileSync(new URL(`../../docs/findings/${id}.md`, import.meta.url), 'utf8');
  } catch {
    return null;
  }
}
