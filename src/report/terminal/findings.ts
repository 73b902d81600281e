import { formatMs, plural } from '../../gate/figures.js';
import { isGuilty } from '../guilty.js';
import type { Report, WordedFinding } from '../report.js';
import type { Line } from '../text/wrap.js';
import { advice, severityPaint } from './culprit.js';
import { shownInFull } from './culprits.js';
import type { Ink } from './ink.js';
import { heading, labelled, paragraph, ruled } from './layout.js';
import { displayPlace, fileUrl } from './place.js';

/** Findings that no culprit has told already. */
export function untold(report: Report): readonly WordedFinding[] {
  const told = new Set(
    report.culprits.flatMap(({ finding, besides }) => [...(finding === null ? [] : [finding]), ...besides]),
  );
  return report.findings.filter((finding) => !told.has(finding));
}

/** How long, or how often; what was only read in the source has neither. */
function extent({ totalMs, count }: WordedFinding): string {
  if (totalMs > 0) return formatMs(totalMs);
  return count === 0 ? 'not seen to run' : plural(count, 'time');
}

function one(ink: Ink, finding: WordedFinding, report: Report, cwd: string): readonly string[] {
  const paint = severityPaint(ink, finding.severity);
  const title: Line = [{ text: `${ink.sign.bullet}  `, paint }, ink.span(finding.title, ink.bold)];
  const figures = extent(finding);
  const { location } = finding;
  const place =
    location === null
      ? []
      : paragraph(ink, [ink.span(displayPlace(location, cwd), ink.link(fileUrl(location.file), ink.cyan))], 3);
  return [
    ...ruled(
      ink,
      title,
      [
        { text: finding.severity, paint },
        { text: ` ${ink.sign.dot} ${figures}`, paint: ink.dim },
      ],
      3,
    ),
    ...place,
    ...(finding.message === '' ? [] : labelled(ink, 'what', ink.prose(finding.message), 3)),
    ...advice(
      ink,
      finding,
      report.tone,
      shownInFull(ink, report).map(({ fix }) => fix),
    ),
  ];
}

/** What was found besides the stalls of the culprits. */
export function findings(ink: Ink, report: Report, cwd: string): readonly string[] {
  const left = untold(report);
  if (left.length === 0) return [];
  return [
    '',
    heading(ink, report.culprits.some(isGuilty) ? 'Also seen' : 'Seen'),
    ...left.flatMap((finding, index) => [...(index === 0 ? [] : ['']), ...one(ink, finding, report, cwd)]),
  ];
}
