import { WORDINGS } from './roast/table.js';
import { createInk, type Ink, type InkOptions } from './terminal/ink.js';
import { paragraph } from './terminal/layout.js';
import { setPage } from './terminal/page.js';
import { twoColumns } from './terminal/table.js';
import { paintLine } from './text/wrap.js';

export interface ExplainOptions extends InkOptions {
  /** The pages of docs/findings by id, as Markdown. */
  readonly pages: ReadonlyMap<string, string>;
}

/** One line about a finding: from its words, or from the first paragraph of its page. */
function summaryOf(id: string, page: string): string {
  const wording = WORDINGS.find((candidate) => candidate.id === id);
  if (wording !== undefined) return wording.summary;
  return (
    page
      .split(/\r?\n\s*\r?\n/)
      .find((part) => !part.startsWith('#'))
      ?.replaceAll(/\s+/g, ' ') ?? ''
  );
}

/** Ids in the order of the table of words; others after them by name. */
function inOrder(ids: readonly string[]): readonly string[] {
  const known = WORDINGS.map(({ id }) => id);
  const rank = (id: string): number => (known.includes(id) ? known.indexOf(id) : known.length);
  return [...ids].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function table(ink: Ink, pages: ReadonlyMap<string, string>): readonly string[] {
  const ids = inOrder([...pages.keys()]);
  const indent = Math.min(Math.max(0, ...ids.map((id) => id.length)) + 2, Math.floor(ink.page / 2));
  const rows = ids.map(
    (id) => [paintLine([ink.span(id, ink.bold)]), paintLine(ink.prose(summaryOf(id, pages.get(id) ?? '')))] as const,
  );
  // The gap after the last column is outside the page.
  return [
    ...twoColumns(rows, [indent, ink.page - indent + 2]),
    '',
    ...paragraph(ink, ink.prose('`loopcheck explain <id>` tells more of one.', ink.dim), 0),
  ];
}

/**
 * What `loopcheck explain` prints: the page of finding `id` set for the terminal, or for null the table of all. Throws a
 * RangeError for an id without a page.
 */
export function explain(id: string | null, options: ExplainOptions): string {
  const ink = createInk(options);
  const page = id === null ? undefined : options.pages.get(id);
  if (id !== null && page === undefined) throw new RangeError(`There is no finding ${id}.`);
  const lines = page === undefined ? table(ink, options.pages) : setPage(ink, page);
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
