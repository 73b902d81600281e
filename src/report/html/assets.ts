import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { PACKAGE_FOLDER } from '../../package/folder.js';

const PAGE_ENDING = '.md';

/** All that a page holds besides the report itself. */
export interface Assets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The pages of docs/findings by id, as Markdown. */
  readonly pages: ReadonlyMap<string, string>;
}

/** The pages that there are, by the name of their script, and whether it draws charts. */
const HAS_CHARTS = { run: true, diff: true, triage: false } as const;

export type PageName = keyof typeof HAS_CHARTS;

function readPages(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(PAGE_ENDING));
  return new Map(files.map((file) => [basename(file, PAGE_ENDING), readFileSync(join(folder, file), 'utf8')]));
}

const read = new Map<PageName, Assets>();

/** Reads what belongs to the package: the styles, the page's script as it was built, uPlot and the findings' pages. */
export function readAssets(name: PageName): Assets {
  const known = read.get(name);
  if (known !== undefined) return known;
  const { resolve } = createRequire(import.meta.url);
  const own = (path: string) => readFileSync(join(PACKAGE_FOLDER, path), 'utf8');
  const chartFile = (file: string) => (HAS_CHARTS[name] ? [readFileSync(resolve(`uplot/dist/${file}`), 'utf8')] : []);
  const assets = {
    styles: [...chartFile('uPlot.min.css'), own('src/report/html/static/page.css')],
    scripts: [...chartFile('uPlot.iife.min.js'), own(`dist/page/${name}.js`)],
    pages: readPages(join(PACKAGE_FOLDER, 'docs/findings')),
  };
  read.set(name, assets);
  return assets;
}
