import { formatMs, plural } from '../../gate/figures.js';
import { loadSentence } from '../load.js';
import type { Report } from '../report.js';
import { pageOf } from '../roast/table.js';
import type { Line } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';
import { columns, heading, labelled, listed, paragraph } from './layout.js';
import { displayPath, fileUrl, shellQuote } from './place.js';

/** Processes shown of a run that had many. */
const MOST_PROCESSES = 5;

/** The processes and threads with a loop, most blocked first; empty when there was but one. */
export function processes(ink: Ink, report: Report): readonly string[] {
  if (report.processes.length < 2) return [];
  const sorted = [...report.processes].sort((a, b) => b.blockedMs - a.blockedMs);
  const shown = ink.all ? sorted : sorted.slice(0, MOST_PROCESSES);
  const rows = shown.map(({ pid, threadId, title, stalls, blockedMs }) => [
    { text: threadId === 0 ? `pid ${pid}` : `pid ${pid} worker ${threadId}`, paint: ink.dim },
    { text: stalls === 0 ? 'no stall' : plural(stalls, 'stall') },
    { text: stalls === 0 ? '' : formatMs(blockedMs), paint: ink.bold },
    ink.span(title),
  ]);
  const left = sorted.slice(shown.length);
  const leftMs = left.reduce((sum, { blockedMs }) => sum + blockedMs, 0);
  const tail = `and ${left.length} more, ${leftMs > 0 ? `${formatMs(leftMs)} blocked` : 'without a stall'}`;
  return [
    '',
    heading(ink, `${report.processes.length} event loops`),
    ...columns(rows, [2]).flatMap((line) =>
      paragraph(
        ink,
        line.map((cell) => ({ ...cell, text: cell.text.replaceAll(' ', '\uE000') })),
        3,
      ),
    ),
    ...(left.length === 0 ? [] : paragraph(ink, [ink.span(tail, ink.dim)], 3)),
  ];
}

function cost(ink: Ink, { probe }: Report): readonly string[] {
  if (!probe.armed) return [];
  const spent =
    probe.overheadMs === null
      ? 'its own cost is unknown'
      : `loopcheck took ${formatMs(probe.overheadMs)} of the target’s time`;
  const items: Line[] = [[ink.span(spent, ink.dim)]];
  if (probe.mode === 'deep') items.push([ink.span('deep mode', ink.dim)]);
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
  const first = report.culprits.find(({ codesFault }) => codesFault) ?? report.findings[0];
  return first === undefined ? [] : labelled(ink, 'learn', [ink.span(`loopcheck explain ${pageOf(first.docs)}`)], 0);
}

function blind(ink: Ink, { probe }: Report): readonly string[] {
  const details = new Set(ink.all ? [] : probe.blindToDetail);
  return probe.blind.filter((sentence) => !details.has(sentence));
}

/** The last lines: what loopcheck cost, what it could not see, where the trace lies and how to read on. */
export function footer(ink: Ink, report: Report, cwd: string): readonly string[] {
  return [
    '',
    ...sentences(ink, 'note', [...loadNote(report), ...report.problems], ink.yellow),
    ...cost(ink, report),
    ...sentences(ink, 'blind', blind(ink, report), ink.dim),
    ...trace(ink, report, cwd),
    ...learn(ink, report),
  ];
}
