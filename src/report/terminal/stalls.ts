import type { Stall } from '../../analyze/diagnosis.js';
import { formatMs } from '../../gate/figures.js';
import type { Report } from '../report.js';
import { GLUE } from '../text/wrap.js';
import type { Ink } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';
import { displayPlace } from './place.js';

/** What it was and where: the cause with its call, the line, the process where it is not the target's own. */
function row(ink: Ink, { target }: Report, stall: Stall, cwd: string): Cell[] {
  const { id, startMs, durationMs, cause, location, pid, threadId, trigger } = stall;
  const place = location === null ? '' : displayPlace(location, cwd);
  const whose = [
    pid === target.pid ? '' : `pid ${pid}`,
    threadId === 0 ? '' : `worker ${threadId}`,
    trigger === null ? '' : trigger.label,
  ].filter(Boolean);
  return [
    { text: `${id}.`, paint: ink.dim },
    { text: `at ${formatMs(startMs)}`, paint: ink.dim },
    { text: formatMs(durationMs), paint: ink.bold },
    ink.span(cause.api ?? cause.kind),
    ink.span([place, ...whose].filter(Boolean).join(', '), ink.cyan),
  ];
}

/** Every stall, a line each, in the order of their start; for those who asked for everything. */
export function stalls(ink: Ink, report: Report, cwd: string): readonly string[] {
  if (!ink.all || report.stalls.length === 0) return [];
  const rows = columns(
    report.stalls.map((stall) => row(ink, report, stall, cwd)),
    [0, 1, 2],
  );
  const lines = rows.flatMap((line) =>
    paragraph(
      ink,
      line.map((cell) => ({ ...cell, text: cell.text.replaceAll(' ', GLUE) })),
      0,
    ),
  );
  return ['', heading(ink, 'All stalls'), ...lines];
}
