import { plural } from '../../gate/figures.js';
import type { Report } from '../report.js';
import type { Ink } from './ink.js';
import { heading, paragraph } from './layout.js';
import { displayPlace, fileUrl } from './place.js';

/** Silenced findings shown of a run that has many. */
const MOST_SHOWN = 5;

/** What was found and is deliberate, as the user said: how much, where, and the reason given. */
export function silenced(ink: Ink, { suppressed }: Report, cwd: string): readonly string[] {
  if (suppressed.length === 0) return [];
  const shown = ink.all ? suppressed : suppressed.slice(0, MOST_SHOWN);
  const left = suppressed.length - shown.length;
  const rows = shown.flatMap(({ id, location, reason, expires }) => {
    const place =
      location === null ? [] : [ink.span(displayPlace(location, cwd), ink.link(fileUrl(location.file), ink.cyan))];
    const until = expires === null ? '' : ` (until ${expires})`;
    const spans = [ink.span(id), { text: ' ' }, ...place, ...ink.prose(` ${reason}${until}`, ink.dim)];
    return paragraph(ink, spans, 3);
  });
  return [
    '',
    heading(ink, `${plural(suppressed.length, 'finding')} silenced`),
    ...rows,
    ...(left > 0 ? paragraph(ink, [ink.span(`and ${left} more; --verbose shows them`, ink.dim)], 3) : []),
  ];
}
