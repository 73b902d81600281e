import { isGuilty } from '../guilty.js';
import type { Report, WordedCulprit } from '../report.js';
import { blocksOf } from '../terminal/page.js';
import { shellQuote } from '../terminal/place.js';
import { gainsOf } from './gains.js';
import type { PageCulprit, PageData, PageExplanations } from './page-data.js';
import { detailsOf, runOf } from './run-data.js';

function excuseOf({ codesFault, silenced, atWork }: WordedCulprit): string {
  if (!codesFault) return 'not your code’s fault';
  if (silenced) return 'silenced';
  return atWork ? 'a worker at its job' : '';
}

/** Those of the explanation pages (by id, as Markdown) that are referred to. */
export function explanationsOf(pages: ReadonlyMap<string, string>, ids: ReadonlySet<string>): PageExplanations {
  return Object.fromEntries([...pages].filter(([id]) => ids.has(id)).map(([id, text]) => [id, blocksOf(text)]));
}

/** The report in the page's shape. `pages` are those of docs/findings by id, as Markdown. */
export function toPageData(report: Report, cwd: string, pages: ReadonlyMap<string, string>): PageData {
  const details = detailsOf(report, cwd);
  const culprits = report.culprits.flatMap((culprit, index): PageCulprit[] => {
    const detail = details[index];
    if (detail === undefined) return [];
    const { severity, roast, share, besides } = culprit;
    return [
      {
        ...detail,
        severity,
        roast: report.tone === 'roast' ? roast : '',
        guilty: isGuilty(culprit),
        excuse: excuseOf(culprit),
        share,
        gains: gainsOf(culprit, report.loop),
        besides: besides.map(({ title, message }) => ({ title, message })),
      },
    ];
  });
  return {
    ...runOf(report, cwd),
    command: report.target.command.map(shellQuote).join(' '),
    headline: report.headline,
    verdict: report.verdict.reason,
    culprits,
    pages: explanationsOf(pages, new Set(culprits.map(({ findingId }) => findingId))),
  };
}
