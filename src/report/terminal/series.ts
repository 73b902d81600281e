import { plural } from '../../gate/figures.js';
import { namedFigure } from '../../gate/series.js';
import type { Report } from '../report.js';
import { paintLine } from '../text/wrap.js';
import type { Ink } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';

const NAMES: Readonly<Record<string, string>> = {
  p50Ms: 'p50',
  p99Ms: 'p99',
  maxMs: 'max',
  utilization: 'busy',
  blockedMs: 'blocked',
  stalls: 'stalls',
};

/** The spread of several runs: a line a figure, and what became of their targets. */
export function series(ink: Ink, { series: outcome }: Report): readonly string[] {
  if (outcome === undefined) return [];
  const { runs, wanted, shown, failures, figures } = outcome;
  const head = ['', 'min', 'median', 'max'].map((text): Cell => ({ text, paint: ink.dim }));
  const rows = figures.map(({ name, min, median, max }): Cell[] => [
    { text: NAMES[name] ?? name, paint: ink.dim },
    { text: namedFigure(name, min) },
    { text: namedFigure(name, median), paint: ink.bold },
    { text: namedFigure(name, max) },
  ]);
  const early = runs < wanted ? ` of ${wanted}: the series was ended early` : '';
  return [
    '',
    heading(ink, `${plural(runs, 'run')}${early}`),
    ...(rows.length === 0 ? [] : columns([head, ...rows], [1, 2, 3]).map((line) => `  ${paintLine(line)}`)),
    ...paragraph(ink, ink.prose(`All else in this report is of run ${shown}, the one in the middle.`, ink.dim), 2),
    ...failures.flatMap(({ run, reason }) =>
      paragraph(ink, ink.prose(`Run ${run}: ${reason}`), 2, [{ text: `${ink.sign.fail} `, paint: ink.red }]),
    ),
  ];
}
