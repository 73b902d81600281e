import { CATALOGUE, type Entry, limitFigure, needWords, severityWords } from './catalogue.js';

const HEAD = `# Findings

Each finding has a page: what it is, how it is measured, what it can't see, from when on it is told, a bad and a good
example, and the fix. \`loopcheck explain <id>\` shows it in the terminal. Written from the table of detectors.

| finding | what it is | severity | seen in | defaults |
| --- | --- | --- | --- | --- |
`;

function row(entry: Entry): string {
  const limits = entry.limits.map((limit) => `${limitFigure(limit)} ${limit.of}`).join('; ');
  const page = `[\`${entry.id}\`](${entry.id}.md)`;
  return `| ${page} | ${entry.summary} | ${severityWords(entry)} | ${needWords(entry)} | ${limits} |\n`;
}

/** The text of docs/findings/README.md: the table of all findings, in Markdown. */
export function docsIndex(entries: readonly Entry[] = CATALOGUE): string {
  return HEAD + entries.map(row).join('');
}
