import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../package/folder.js';
import { CATALOGUE } from '../report/catalogue.js';
import { explain } from '../report/explain.js';
import { errors } from './errors.js';
import type { CliProcess } from './host.js';
import { nearest } from './near.js';
import { styleOf } from './style.js';

const PAGES = join(PACKAGE_FOLDER, 'docs/findings');
const PAGE_ENDING = '.md';

/** `loopcheck explain`: prints a finding's page, or the list of all findings. Gives the exit code. */
export function explainCommand(id: string | null, host: CliProcess, folder: string = PAGES): number {
  const pages = readPages(folder);
  if (id !== null && !pages.has(id))
    throw errors.unknownFinding(id, nearest(id, pages.keys()) ?? onlyOneWith(id, pages.keys()));
  host.stdout.write(explain(id, { ...styleOf(host.stdout, host.env), pages }));
  return 0;
}

/** The one candidate that holds the word, as `blocking` for `blocking-call`; null where none or several do. */
function onlyOneWith(word: string, candidates: Iterable<string>): string | null {
  const found = [...candidates].filter((candidate) => candidate.split('-').includes(word.toLowerCase()));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The pages of the findings that the table knows. */
function readPages(folder: string): ReadonlyMap<string, string> {
  const files = CATALOGUE.map(({ id }) => [id, join(folder, `${id}${PAGE_ENDING}`)] as const);
  return new Map(files.filter(([, file]) => existsSync(file)).map(([id, file]) => [id, readFileSync(file, 'utf8')]));
}
