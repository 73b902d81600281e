import { CATALOGUE, type Entry, entryOf, needsDeep, needWords, severityWords } from './catalogue.js';
import { createInk, type Ink, type InkOptions } from './terminal/ink.js';
import { paragraph } from './terminal/layout.js';
import { setPage } from './terminal/page.js';
import { twoColumns } from './terminal/table.js';
import { paintLine } from './text/wrap.js';

export interface ExplainOptions extends InkOptions {
  /** The pages of docs/findings by id, as Markdown. */
  readonly pages: ReadonlyMap<string, string>;
}

function summary(ink: Ink, entry: Entry): string {
  const line = [...ink.prose(entry.summary), ...(needsDeep(entry) ? ink.prose(' (`--deep`)', ink.dim) : [])];
  return paintLine(line);
}

/** The findings, and apart from them what the machine does. */
function table(ink: Ink): readonly string[] {
  const indent = Math.min(Math.max(...CATALOGUE.map(({ id }) => id.length)) + 2, Math.floor(ink.page / 2));
  const rows = CATALOGUE.map((entry) => [paintLine([ink.span(entry.id, ink.bold)]), summary(ink, entry)] as const);
  // The gap after the last column is outside the page.
  return [
    ...twoColumns(rows, [indent, ink.page - indent + 2]),
    '',
    ...paragraph(ink, ink.prose('`loopcheck explain <id>` tells more of one.', ink.dim), 0),
  ];
}

/** What the table says of it, under its page. */
function traits(ink: Ink, entry: Entry): readonly string[] {
  const text = `Told as ${severityWords(entry)}. Seen in ${needWords(entry)}.`;
  return ['', ...paragraph(ink, ink.prose(text, ink.dim), 2)];
}

/**
 * What `loopcheck explain` prints: the page of finding `id` set for the terminal, or for null the table of all. Throws a
 * RangeError for an id without a page.
 */
export function explain(id: string | null, options: ExplainOptions): string {
  const ink = createInk(options);
  const page = id === null ? undefined : options.pages.get(id);
  if (id !== null && page === undefined) throw new RangeError(`There is no finding ${id}.`);
  const entry = id === null ? undefined : entryOf(id);
  const lines = page === undefined ? table(ink) : [...setPage(ink, page), ...(entry ? traits(ink, entry) : [])];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
