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

function readPages(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(PAGE_ENDING));
  return new Map(files.map((file) => [basename(file, PAGE_ENDING), readFileSync(join(folder, file), 'utf8')]));
}

let read: Assets | null = null;

/** Reads what belongs to the package: the styles, the page's script as it was built, uPlot and the findings' pages. */
export function readAssets(): Assets {
  const { resolve } = createRequire(import.meta.url);
  read ??= {
    styles: [
      readFileSync(resolve('uplot/dist/uPlot.min.css'), 'utf8'),
      readFileSync(join(ROOT, 'src/report/html/static/page.css'), 'utf8'),
    ],
    scripts: [
      readFileSync(resolve('uplot/dist/uPlot.iife.min.js'), 'utf8'),
      bundle(join(ROOT, 'dist/page'), 'report/html/page/main.js'),
    ],
    pages: readPages(join(ROOT, 'docs/findings')),
  };
  return read;
}
