import { formatMs, formatShare } from '../../gate/figures.js';
import type { Report } from '../report.js';
import { GLUE, type Line, type Span } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';
import { labelled, listed } from './layout.js';
import { sparkline } from './sparkline.js';

/** Columns before the text of a health line. */
const LABEL_COLUMNS = 6;

function item(ink: Ink, name: string, value: string, paint: Paint): Line {
  const glued = (text: string): string => text.replaceAll(' ', GLUE);
  return [
    { text: `${glued(name)}${GLUE}`, paint: ink.dim },
    { text: glued(value), paint },
  ];
}

function delay(ink: Ink, name: string, ms: number | null, thresholdMs: number): readonly Line[] {
  if (ms === null) return [];
  return [item(ink, name, formatMs(ms), ms >= thresholdMs ? ink.red : ink.green)];
}

function blocked(ink: Ink, { loop, target }: Report): Line {
  if (loop.blockedMs === 0) return item(ink, 'never', 'blocked', ink.green);
  return item(ink, 'blocked', share(formatMs(loop.blockedMs), target.durationMs), ink.red);
}

/** `1.2 s of 5.2 s`, `182 of 635 ms`: the unit is said once where both have it. */
function share(part: string, wholeMs: number | null): string {
  if (wholeMs === null) return part;
  const whole = formatMs(wholeMs);
  const [value, unit, ...more] = part.split(' ');
  return more.length === 0 && whole.endsWith(` ${unit}`) ? `${value} of ${whole}` : `${part} of ${whole}`;
}

/** The loop's health: figures, and the lag over the run as bars. Empty when nothing was measured. */
export function health(ink: Ink, report: Report): readonly string[] {
  const { loop, thresholdMs } = report;
  const items = [
    ...delay(ink, 'p50', loop.p50Ms, thresholdMs),
    ...delay(ink, 'p99', loop.p99Ms, thresholdMs),
    ...delay(ink, 'max', loop.maxMs, thresholdMs),
    ...(loop.utilization === null ? [] : [item(ink, 'busy', formatShare(loop.utilization), ink.bold)]),
  ];
  if (items.length === 0 && report.stalls.length === 0) return [];
  const figures = labelled(ink, 'loop', listed(ink, [...items, blocked(ink, report)]), 0);
  return loop.lagMs.length === 0 ? figures : [...figures, ...labelled(ink, 'lag', bars(ink, report), 0)];
}

function bars(ink: Ink, { loop, thresholdMs }: Report): readonly Span[] {
  return sparkline(ink, loop.lagMs, thresholdMs, ink.page - LABEL_COLUMNS);
}
