import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';

/** The package's root lies as far above the sources as above what is built from them. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGE_ENDING = '.md';

/** All that a page holds besides the report itself. */
export interface Assets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The pages of docs/findings by id, as Markdown. */
  readonly pages: ReadonlyMap<string, string>;
}

/** The pages that there are: where the script of each begins, and whether it draws charts. */
const SCRIPTS = {
  run: { entry: 'main.js', hasCharts: true },
  diff: { entry: 'diff/main.js', hasCharts: true },
  triage: { entry: 'triage/main.js', hasCharts: false },
} as const;

export type PageName = keyof typeof SCRIPTS;

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
  const { entry, hasCharts } = SCRIPTS[name];
  const chartFile = (file: string) => (hasCharts ? [readFileSync(resolve(`uplot/dist/${file}`), 'utf8')] : []);
  const assets = {
    styles: [...chartFile('uPlot.min.css'), readFileSync(join(ROOT, 'src/report/html/static/page.css'), 'utf8')],
    scripts: [...chartFile('uPlot.iife.min.js'), bundle(join(ROOT, 'dist/page'), `report/html/page/${entry}`)],
    pages: readPages(join(ROOT, 'docs/findings')),
  };
  read.set(name, assets);
  return assets;
}
