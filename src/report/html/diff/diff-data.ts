import type { CulpritChange } from '../../../gate/compare/compare.js';
import type { ComparedRun } from '../../diff/compared-run.js';
import type { DiffReport } from '../../diff/diff-report.js';
import { sideWords } from '../../diff/side-words.js';
import { pValue } from '../../diff/words.js';
import { placeOf } from '../frame-table.js';
import { detailsOf, runOf } from '../run-data.js';
import { explanationsOf } from '../to-page-data.js';
import type { DiffPageData, PageChangeSide, PageSide } from './page-data.js';

function sideOf(change: CulpritChange, side: 'before' | 'after', report: DiffReport): PageChangeSide {
  const figures = change[side];
  const fingerprint = side === 'before' ? (change.formerly ?? change.fingerprint) : change.fingerprint;
  const culprits = report.shown?.[side].culprits ?? [];
  return {
    words: sideWords(figures, report.runs[side]),
    worstOwnMs: figures?.worstOwnMs ?? null,
    details: culprits.flatMap((culprit, index) => (culprit.fingerprint === fingerprint ? [index] : [])),
  };
}

function pageSide(name: string, runs: number, run: ComparedRun | undefined, cwd: string): PageSide {
  if (run === undefined) return { name, runs, run: null, details: [] };
  return { name, runs, run: runOf(run, cwd), details: detailsOf(run, cwd) };
}

/** The comparison in the page's shape. `pages` are those of docs/findings by id, as Markdown. */
export function toDiffData(
  report: DiffReport,
  cwd: string,
  pages: ReadonlyMap<string, string>,
  markdown: string,
): DiffPageData {
  const { names, runs, shown } = report;
  const before = pageSide(names.before, runs.before, shown?.before, cwd);
  const after = pageSide(names.after, runs.after, shown?.after, cwd);
  const ids = new Set([...before.details, ...after.details].map(({ findingId }) => findingId));
  return {
    before,
    after,
    changes: report.culprits.map((change) => ({
      status: change.status,
      at: change.location === null ? null : placeOf(change.location, cwd),
      kind: change.cause.kind,
      api: change.cause.api,
      p: pValue(change.p),
      before: sideOf(change, 'before', report),
      after: sideOf(change, 'after', report),
    })),
    pages: explanationsOf(pages, ids),
    markdown,
  };
}
