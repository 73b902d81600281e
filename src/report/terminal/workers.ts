import { formatMs, plural } from '../../gate/figures.js';
import type { Report, WordedCulprit } from '../report.js';
import { functionName, shortPlace } from '../roast/facts.js';
import type { Line } from '../text/wrap.js';
import { loopsOf } from './circumstances.js';
import type { Ink } from './ink.js';
import { heading, listed, paragraph } from './layout.js';

/** Lines that worked; more are counted. */
const MOST_LINES = 5;

const WHY =
  'That is what worker threads are for: nothing of their own is known to have waited for it, and no budget counts it.';

function row(ink: Ink, report: Report, culprit: WordedCulprit): readonly string[] {
  const own = new Set(culprit.stallIds);
  const loops = loopsOf(
    report.stalls.filter(({ id }) => own.has(id)),
    report,
  );
  const { location } = culprit;
  const name = location === null ? '' : functionName(location.function).replaceAll('`', '');
  const place = location === null ? culprit.title : `${name} (${shortPlace(location)})`;
  const items: Line[] = [
    [ink.span(place, ink.bold)],
    [ink.span(plural(culprit.count, 'stall'))],
    [ink.span(`${formatMs(culprit.totalMs)}${culprit.count > 1 ? ` in all, worst ${formatMs(culprit.worstMs)}` : ''}`)],
    [ink.span(loops)],
  ];
  return paragraph(ink, listed(ink, items), 3);
}

/** What worker threads did, shortly: computing there is their job. Those who ask for everything get it in full elsewhere. */
export function workers(ink: Ink, report: Report): readonly string[] {
  const working = report.culprits.filter(({ atWork, codesFault, silenced }) => atWork && codesFault && !silenced);
  if (working.length === 0 || ink.all) return [];
  const left = working.slice(MOST_LINES);
  const leftMs = left.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const tail = `and ${plural(left.length, 'more place')}, ${formatMs(leftMs)} in all; --verbose shows them`;
  return [
    '',
    heading(ink, 'Work in worker threads'),
    ...working.slice(0, MOST_LINES).flatMap((culprit) => row(ink, report, culprit)),
    ...(left.length === 0 ? [] : paragraph(ink, [ink.span(tail, ink.dim)], 3)),
    ...paragraph(ink, ink.prose(WHY, ink.dim), 3),
  ];
}
