import { formatMs, plural } from '../../gate/figures.js';
import type { Location, Report } from '../report.js';
import type { Line } from '../text/wrap.js';
import type { Ink } from './ink.js';
import { heading, paragraph } from './layout.js';
import { displayPath, fileUrl } from './place.js';

/** Callers named of one package; more are counted. */
const MOST_CALLERS = 3;

/** `routes/login.ts:31`, with its link. */
export function callerSpans(ink: Ink, location: Location, cwd: string): Line {
  return [ink.span(`${displayPath(location.file, cwd)}:${location.line}`, ink.link(fileUrl(location.file), ink.cyan))];
}

function callersOf(ink: Ink, calledFrom: readonly Location[], cwd: string): Line {
  const shown = ink.all ? calledFrom : calledFrom.slice(0, MOST_CALLERS);
  const left = calledFrom.length - shown.length;
  const items = [
    ...shown.map((location) => callerSpans(ink, location, cwd)),
    ...(left === 0 ? [] : [[ink.span(plural(left, 'other line'))]]),
  ];
  return items.flatMap((item, index): Line => {
    const joint = index === 0 ? '' : index === items.length - 1 ? ' and ' : ', ';
    return [{ text: joint }, ...item];
  });
}

/** The packages that several lines called; of one line's the culprit itself tells. */
export function packages(ink: Ink, report: Report, cwd: string): readonly string[] {
  const shared = report.packages.filter(({ calledFrom }) => calledFrom.length > 1);
  if (shared.length === 0) return [];
  return [
    '',
    heading(ink, 'Packages'),
    ...shared.flatMap(({ package: label, totalMs, count, calledFrom }) =>
      paragraph(
        ink,
        [
          ink.span(label, ink.bold),
          { text: `: ${formatMs(totalMs)} in ${plural(count, 'stall')}, called from ` },
          ...callersOf(ink, calledFrom, cwd),
        ],
        3,
      ),
    ),
  ];
}
