import type { Diagnosis } from '../../../src/analyze/diagnosis.js';
import { judge } from '../../../src/gate/judge.js';
import type { Budgets } from '../../../src/gate/verdict.js';
import { compose } from '../../../src/report/compose.js';
import { renderPage } from '../../../src/report/html/render.js';
import type { Report, Tone } from '../../../src/report/report.js';
import { CWD } from '../sample.js';

export function reportOf(run: Diagnosis, budgets: Budgets = {}, tone: Tone = 'roast'): Report {
  return compose(run, judge(run, budgets), { tone, tracePath: `${CWD}/.loopcheck/run` });
}

/** The page of a run, with as little of the package's own files as a page can have. */
export function pageOf(run: Diagnosis, budgets: Budgets = {}, tone: Tone = 'roast'): string {
  const pages = new Map([['blocking-call', '# Blocking call\n\nIt blocks.']]);
  return renderPage(reportOf(run, budgets, tone), CWD, { styles: ['a{}'], scripts: ['go()'], pages });
}
