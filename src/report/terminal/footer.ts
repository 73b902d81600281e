import { formatMs, plural } from '../../gate/figures.js';
import { CATALOGUE, needsDeep } from '../catalogue.js';
import { isGuilty } from '../guilty.js';
import { loadSentence } from '../load.js';
import type { Report } from '../report.js';
import { pageOf } from '../roast/table.js';
import type { Line } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';
import { labelled, listed } from './layout.js';
import { displayPath, fileUrl, shellQuote } from './place.js';

function cost(ink: Ink, { probe }: Report): readonly string[] {
  if (!probe.armed) return [];
  const spent =
    probe.overheadMs === null
      ? 'its own cost is unknown'
      : `loopcheck took ${formatMs(probe.overheadMs)} of the target’s time`;
  const items: Line[] = [[ink.span(spent, ink.dim)]];
  if (probe.mode === 'deep') items.push([ink.span('deep mode, which is slower', ink.dim)]);
  if (probe.droppedEvents > 0) items.push([ink.span(`${plural(probe.droppedEvents, 'event')} dropped`, ink.yellow)]);
  return labelled(ink, 'cost', listed(ink, items), 0);
}

function sentences(ink: Ink, label: string, texts: readonly string[], paint: Paint): readonly string[] {
  return texts.flatMap((text) => labelled(ink, label, ink.prose(text, paint), 0));
}

function trace(ink: Ink, { tracePath }: Report, cwd: string): readonly string[] {
  if (tracePath === null) return [];
  const path = displayPath(tracePath, cwd);
  return [
    ...labelled(ink, 'trace', [ink.span(path, ink.link(fileUrl(tracePath), ink.cyan))], 0),
    ...labelled(ink, 'again', [ink.span(`loopcheck report ${shellQuote(path)}`)], 0),
  ];
}

function loadNote({ load, target }: Report): readonly string[] {
  const sentence = load === null || target.stoppedBy === 'interrupt' ? null : loadSentence(load);
  return sentence === null ? [] : [sentence];
}

function learn(ink: Ink, report: Report): readonly string[] {
  const first = report.culprits.find(isGuilty) ?? report.findings[0];
  return first === undefined ? [] : labelled(ink, 'learn', [ink.span(`loopcheck explain ${pageOf(first.docs)}`)], 0);
}

function blind(ink: Ink, { probe }: Report): readonly string[] {
  const details = new Set(ink.all ? [] : probe.blindToDetail);
  return probe.blind.filter((sentence) => !details.has(sentence));
}

/** What a run without `--deep` could not find, so that its silence is not taken for a clearance. */
function deeper(ink: Ink, { probe, target }: Report): readonly string[] {
  const ids = CATALOGUE.filter(needsDeep).map(({ id }) => id);
  // A process that was attached to can't be followed from its start.
  if (target.attachedAfterMs !== undefined) return [];
  if (!probe.armed || probe.mode === 'deep' || ids.length === 0) return [];
  return labelled(ink, 'deep', ink.prose(`\`--deep\` also looks for ${ids.join(', ')}`, ink.dim), 0);
}

/** The last lines: what loopcheck cost, what it could not see, where the trace lies and how to read on. */
export function footer(ink: Ink, report: Report, cwd: string): readonly string[] {
  return [
    '',
    ...sentences(ink, 'note', [...loadNote(report), ...report.notices, ...report.problems], ink.yellow),
    ...cost(ink, report),
    ...sentences(ink, 'blind', blind(ink, report), ink.dim),
    ...deeper(ink, report),
    ...trace(ink, report, cwd),
    ...learn(ink, report),
  ];
}
