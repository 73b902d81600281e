import type { Diagnosis } from '../../../src/analyze/diagnosis.js';
import { compare } from '../../../src/gate/compare/compare.js';
import { summarize } from '../../../src/gate/compare/run-facts.js';
import { composeDiff, type DiffReport } from '../../../src/report/diff/diff-report.js';
import { renderDiffPage } from '../../../src/report/html/diff/render.js';
import { CWD } from '../sample.js';
import { reportOf } from './pages.js';

export const OPTIONS = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };

/** The comparison of two runs, both of which are shown. */
export function diffOf(before: Diagnosis, after: Diagnosis, names = { before: 'main', after: 'branch' }): DiffReport {
  const shown = (run: Diagnosis, name: string) => ({ ...reportOf(run, {}, 'plain'), name: `.loopcheck/${name}/run` });
  return composeDiff(compare([summarize(before, names.before)], [summarize(after, names.after)]), names, {
    before: shown(before, names.before),
    after: shown(after, names.after),
  });
}

/** The page of a comparison, with as little of the package's own files as a page can have. */
export function diffPageOf(report: DiffReport): string {
  const pages = new Map([['cpu-bound', '# Computing\n\nIt computes.']]);
  return renderDiffPage(report, OPTIONS, { styles: ['a{}'], scripts: ['go()'], pages });
}
