import type { Renderer } from '../renderer.js';
import { visible } from '../text/clean.js';
import { type DiffReport, SECTIONS } from './diff-report.js';
import { amountOf, causeOf, LOOP_NAMES, loopFigure, placeOf, pValue, remarks, worstOf } from './words.js';

/** Culprits in the table; a comment on a pull request is read, not searched. */
const MOST_SHOWN = 20;

/** Foreign text as text: nothing of it is markup, a mention, or the end of a cell. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('@', '@\u2060');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', row(head), row(head.map(() => '---')), ...rows.map(row)];
}

function culprits(report: DiffReport, cwd: string): readonly string[] {
  const all = SECTIONS.flatMap(({ status, title }) =>
    report.culprits.filter((one) => one.status === status).map((one) => ({ title, one })),
  );
  const rows = all.slice(0, MOST_SHOWN).map(({ title, one }) => {
    const isNews = one.status === 'new' || one.status === 'worse';
    const figures = [worstOf(one, report, '→'), ...amountOf(one, report, '→'), pValue(one.p)].filter(Boolean);
    return [isNews ? `**${title}**` : title, escaped(placeOf(one, cwd)), escaped(causeOf(one)), figures.join('<br>')];
  });
  const left = all.length - rows.length;
  return [...table(['', 'where', 'cause', 'figures'], rows), ...(left === 0 ? [] : ['', `… and ${left} more.`])];
}

/** The comparison as a comment for a pull request. */
export const markdown: Renderer<DiffReport> = {
  render: (report, { cwd }) => {
    const { verdict, names, runs, loop } = report;
    const lines = [
      `### ${verdict.status === 'worse' ? '❌' : '✅'} ${verdict.reason}`,
      '',
      `${escaped(names.before)} (${runs.before}) → ${escaped(names.after)} (${runs.after})`,
      ...culprits(report, cwd),
      ...table(
        ['loop', 'before', 'after', '', 'p'],
        loop.map(({ name, before, after, status, p }) => [
          LOOP_NAMES[name],
          loopFigure(name, before),
          loopFigure(name, after),
          status === 'worse' || status === 'better' ? status : '',
          pValue(p),
        ]),
      ),
      '',
      ...remarks(report).map(escaped),
    ];
    return `${lines.join('\n')}\n`;
  },
};
