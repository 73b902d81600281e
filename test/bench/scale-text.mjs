import { plot } from './plot.mjs';
import { SERIES } from './scale.mjs';

const figures = ({ median, min, max }, digits = 2) =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

const COLUMNS = [
  'bare, % of a core',
  'above bare',
  'of it the main thread',
  'memory above bare, MB',
  'trace, KB a minute',
  'stalls told a second',
];

function cells(row) {
  if (row.isVoid) return ['void: the probe was not armed in every run', ...Array(COLUMNS.length - 1).fill('')];
  return [
    row.bareAll.toFixed(2),
    figures(row.above),
    figures(row.mainAbove),
    figures(row.rssAboveMb, 1),
    (row.traceBytesAMinute / 1024).toFixed(1),
    row.stallsASecond.toFixed(1),
  ];
}

/** The rows as Markdown tables, one a series, each with its plots where `images` names their folder. */
export function scaleText(rows, images = null) {
  return SERIES.filter(({ key }) => rows.some(({ series }) => series === key))
    .map(({ key, title, unit }) => {
      const own = rows.filter(({ series }) => series === key);
      const head = [`| ${[unit, ...COLUMNS].join(' | ')} |`, `| ${['---', ...COLUMNS.map(() => '---')].join(' | ')} |`];
      const lines = own.map((row) => `| ${[row.x, ...cells(row)].join(' | ')} |`);
      const image =
        images === null
          ? []
          : [`![CPU above bare, in percent of a core, against ${unit}](${images}/scale-${key}.svg)`, ''];
      return [`### ${title}`, '', ...image, ...head, ...lines].join('\n');
    })
    .join('\n\n');
}

/** The plots: file names and their SVG. */
export function scalePlots(rows) {
  return SERIES.flatMap(({ key, title, unit }) => {
    const own = rows.filter(({ series, isVoid }) => series === key && !isVoid);
    if (own.length < 2) return [];
    const line = (name, take) => ({ name, points: own.map((row) => ({ x: row.x, ...take(row) })) });
    const svg = plot({
      title,
      xLabel: unit,
      yLabel: 'CPU above bare, % of a core',
      lines: [line('all threads', ({ above }) => above), line('main thread', ({ mainAbove }) => mainAbove)],
    });
    return [{ file: `scale-${key}.svg`, svg }];
  });
}
