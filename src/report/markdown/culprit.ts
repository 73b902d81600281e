import { formatMs, formatShare, plural } from '../../gate/figures.js';
import { repoPlace } from '../ci/repo-path.js';
import type { Location, Report, WordedCulprit, WordedFinding } from '../report.js';
import { clipEnd, clipStart } from '../text/width.js';
import { code, plain, prose } from './escape.js';

const PLACE_COLUMNS = 160;
const NAME_COLUMNS = 80;
const TITLE_COLUMNS = 120;

/** `` `src/app.js:12` in `loadUsers` ``; '' for none. */
export function placed(location: Location | null, root: string): string {
  if (location === null) return '';
  const place = code(clipStart(repoPlace(location, root), PLACE_COLUMNS));
  return location.function === '' ? place : `${place} in ${code(clipEnd(location.function, NAME_COLUMNS))}`;
}

/** A title, which may hold names of the user's. */
export function titled(title: string): string {
  return plain(clipEnd(title, TITLE_COLUMNS));
}

function line(label: string, text: string): readonly string[] {
  return text === '' ? [] : [`- **${label}:** ${text}`];
}

function roastOf({ tone }: Report, roast: string): string {
  return tone === 'roast' ? prose(roast) : '';
}

/** What fixing it would buy: `p99 212 ms → 14 ms`. */
function gainOf({ without }: WordedCulprit, { loop }: Report): string {
  const better = (name: string, before: number | null, after: number | null): readonly string[] => {
    if (before === null || after === null || after >= before || formatMs(before) === formatMs(after)) return [];
    return [`${name} ${formatMs(before)} → ${formatMs(after)}`];
  };
  return [
    ...better('p99', loop.p99Ms, without.p99Ms),
    ...better('max', loop.maxMs, without.maxMs),
    ...better('blocked', loop.blockedMs, without.blockedMs),
  ].join(', ');
}

/** One culprit in full: the figures, where, why, and the fix. */
export function culpritInFull(report: Report, culprit: WordedCulprit, number: number, root: string): string {
  const { location, totalMs, count, worstMs, share, title, message, why, fix, roast } = culprit;
  const figures = `${formatMs(totalMs)}, ${formatShare(share)} of blocked time`;
  return [
    `#### ${number}. ${titled(title)} (${figures})`,
    '',
    ...line('where', placed(location, root) || 'no line of your code was seen on the stack'),
    ...line('what', prose(message)),
    ...line('why', `${plural(count, 'stall')}, worst ${formatMs(worstMs)}. ${prose(why)}`.trim()),
    ...line('fix', prose(fix)),
    ...line('gain', plain(gainOf(culprit, report))),
    ...line('roast', roastOf(report, roast)),
  ].join('\n');
}

/** One finding that is not about a culprit of the list. */
export function findingInBrief(report: Report, finding: WordedFinding, root: string): string {
  const place = placed(finding.location, root);
  const where = place === '' ? '' : ` (${place})`;
  return [
    `- **${titled(finding.title)}**${where}, ${finding.severity}: ${prose(finding.message)}`,
    ...(finding.fix === '' ? [] : [`  Fix: ${prose(finding.fix)}`]),
    ...(roastOf(report, finding.roast) === '' ? [] : [`  _${roastOf(report, finding.roast)}_`]),
  ].join('\n');
}
