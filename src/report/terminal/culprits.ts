import { formatMs, plural } from '../../gate/figures.js';
import { isGuilty } from '../guilty.js';
import type { Report, WordedCulprit } from '../report.js';
import { shortPlace } from '../roast/facts.js';
import { clipEnd, displayWidth } from '../text/width.js';
import { paintLine } from '../text/wrap.js';
import { culpritInFull } from './culprit.js';
import type { Ink } from './ink.js';
import { type Cell, columns, heading, labelled, listed, paragraph } from './layout.js';

/** More than this nobody reads who has not asked for all; the rest gets a line each. */
const IN_FULL = 5;
/** And more than this nobody counts. */
const IN_BRIEF = 10;

function rows(ink: Ink, culprits: readonly WordedCulprit[]): readonly string[] {
  const cells = culprits.map((culprit, index): Cell[] => [
    { text: `${index + IN_FULL + 1}.` },
    { text: formatMs(culprit.totalMs), paint: ink.bold },
    { text: plural(culprit.count, 'stall'), paint: ink.dim },
    ink.span(culprit.location === null ? '' : shortPlace(culprit.location), ink.cyan),
    ink.span(culprit.title, ink.dim),
  ]);
  return columns(cells, [0, 1, 2]).map((line) => {
    const fixed = line.slice(0, -1);
    const last = line.at(-1) ?? { text: '' };
    const used = fixed.reduce((sum, { text }) => sum + displayWidth(text), 0);
    const title = { ...last, text: clipEnd(last.text, Math.max(0, ink.page - used), ink.sign.ellipsis) };
    return used > ink.page
      ? clipEnd(fixed.map(({ text }) => text).join(''), ink.page, ink.sign.ellipsis)
      : paintLine([...fixed, title]).trimEnd();
  });
}

function rest(ink: Ink, culprits: readonly WordedCulprit[]): readonly string[] {
  const brief = culprits.slice(0, IN_BRIEF);
  const left = culprits.slice(IN_BRIEF);
  if (brief.length === 0) return [];
  const leftMs = left.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const tail = `and ${plural(left.length, 'more place')}, ${formatMs(leftMs)} in all; --verbose shows them`;
  return ['', ...rows(ink, brief), ...(left.length === 0 ? [] : paragraph(ink, [ink.span(tail, ink.dim)], 3))];
}

/** Those that something can be held against; for those who ask for everything also workers at their job. */
function guiltyOf(ink: Ink, report: Report): readonly WordedCulprit[] {
  return report.culprits.filter((culprit) => isGuilty(ink.all ? { ...culprit, atWork: false } : culprit));
}

/** The culprits that are shown in full. */
export function shownInFull(ink: Ink, report: Report): readonly WordedCulprit[] {
  const guilty = guiltyOf(ink, report);
  return ink.all ? guilty : guilty.slice(0, IN_FULL);
}

/** The culprits, worst first: the first few in full, a line each for the next, a count for what is left. */
export function culprits(ink: Ink, report: Report, cwd: string): readonly string[] {
  const guilty = guiltyOf(ink, report);
  const fixes = guilty.map(({ fix }) => fix);
  const inFull = shownInFull(ink, report);
  const full = inFull.flatMap((culprit, index) => [
    '',
    ...culpritInFull(ink, report, culprit, fixes.slice(0, index), cwd),
  ]);
  return [...full, ...rest(ink, guilty.slice(inFull.length))];
}

/** The stalls that the machine made: told apart, and nobody blamed. */
export function notTheCode(ink: Ink, report: Report): readonly string[] {
  const faultless = report.culprits.filter(({ codesFault }) => !codesFault);
  if (faultless.length === 0) return [];
  const lines = faultless.flatMap((culprit) => [
    ...paragraph(
      ink,
      listed(ink, [
        [ink.span(culprit.title, ink.bold)],
        [ink.span(plural(culprit.count, 'stall'))],
        [ink.span(formatMs(culprit.totalMs))],
      ]),
      3,
    ),
    ...paragraph(ink, ink.prose(culprit.message), 3),
    ...(report.tone === 'roast' && culprit.roast !== ''
      ? labelled(ink, 'roast', ink.prose(culprit.roast, ink.italic), 3)
      : []),
  ]);
  return ['', heading(ink, 'Not your code'), ...lines];
}
