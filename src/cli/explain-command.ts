import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain } from '../report/explain.js';
import { errors } from './errors.js';
import type { CliProcess } from './host.js';
import { nearest } from './near.js';
import { styleOf } from './style.js';

const PAGES = fileURLToPath(new URL('../../docs/findings', import.meta.url));
const PAGE_ENDING = '.md';

/** `loopcheck explain`: prints a finding's page, or the list of all findings. Gives the exit code. */
export function explainCommand(id: string | null, host: CliProcess, folder: string = PAGES): number {
  const pages = readPages(folder);
  if (id !== null && !pages.has(id)) throw errors.unknownFinding(id, nearest(id, pages.keys()));
  host.stdout.write(explain(id, { ...styleOf(host.stdout, host.env), pages }));
  return 0;
}

function readPages(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(PAGE_ENDING));
  return new Map(names.map((name) => [name.slice(0, -PAGE_ENDING.length), readFileSync(join(folder, name), 'utf8')]));
}
