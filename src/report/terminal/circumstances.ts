import { formatMs, formatShare, plural, times } from '../../gate/figures.js';
import { targetLoop } from '../loops.js';
import type { Report, Stall, TriggerShare, WordedCulprit } from '../report.js';
import { shortPlace } from '../roast/facts.js';
import { formatRange, formatSpread, isAlike } from '../spread.js';
import { GLUE, type Line, type Span } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';

/** Routes named of one culprit; more are counted. */
const MOST_TRIGGERS = 3;

/** Whoever starts does not serve. */
function served({ triggers }: WordedCulprit): readonly TriggerShare[] {
  return triggers.filter(({ type }) => type !== 'startup');
}

/** `in worker 3`, `in child.js (pid 5002)`, `in 4 loops`; '' for the target's own loop. */
export function loopsOf(stalls: readonly Stall[], report: Report): string {
  const keys = new Set(stalls.map(({ process, threadId }) => `${process} ${threadId}`));
  const loops = report.processes.filter(({ process, threadId }) => keys.has(`${process} ${threadId}`));
  const own = targetLoop(report);
  const [first, ...others] = loops;
  if (first === undefined || (others.length === 0 && first === own)) return '';
  if (others.length > 0) {
    const workers = loops.every(({ threadId }) => threadId !== 0);
    return `in ${plural(loops.length, workers ? 'worker' : 'loop')}`;
  }
  // A single process needs no name.
  const whose = first.process === own?.process || report.processes.every(({ process }) => process === first.process);
  const worker = `worker ${first.threadId}`;
  if (first.threadId !== 0) return whose ? `in ${worker}` : `in ${worker} of pid ${first.pid}`;
  return whose ? '' : `in ${first.title || 'node'} (pid ${first.pid})`;
}

const isLetGo = ({ target }: Report) => target.attachedAfterMs !== undefined && target.stoppedBy !== null;

/** What to know about the stalls beside their length, each a short phrase. */
export function circumstances(culprit: WordedCulprit, stalls: readonly Stall[], report: Report): readonly string[] {
  const requests = stalls.reduce((sum, { delayed }) => sum + (delayed.requests ?? 0), 0);
  const timers = stalls.reduce((sum, { delayed }) => sum + (delayed.timers ?? 0), 0);
  const messages = stalls.reduce((sum, { delayed }) => sum + (delayed.messages ?? 0), 0);
  const startup = stalls.length > 0 && stalls.every(({ phase }) => phase === 'startup');
  const waited = listed([
    requests > 0 ? plural(requests, 'request') : '',
    timers > 0 ? plural(timers, 'timer') : '',
    messages > 0 ? plural(messages, 'message') : '',
  ]);
  const [only, ...more] = served(culprit);
  return [
    culprit.count === 1 ? '1 stall' : `${plural(culprit.count, 'stall')}, worst ${formatMs(culprit.worstMs)}`,
    startup ? 'while starting' : '',
    loopsOf(stalls, report),
    only?.count === 1 && more.length === 0 ? `serving ${whole(only)}` : '',
    waited === '' ? '' : `${waited} waited`,
    stalls.some(({ ongoing }) => ongoing)
      ? `still going when ${isLetGo(report) ? 'loopcheck left' : 'the target ended'}`
      : '',
  ].filter(Boolean);
}

/** `2 requests, 1 timer and 3 messages`, of those that are not empty. */
function listed(parts: readonly string[]): string {
  const named = parts.filter(Boolean);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** `setTimeout 50 ms, set at app.js:12`. */
function whole({ label, setAt }: TriggerShare): string {
  return setAt == null ? label : `${label}, set at ${shortPlace(setAt)}`;
}

/** `GET /report blocks for 430 ms each time (12 times)`. */
function eachTime(ink: Ink, trigger: TriggerShare): Line {
  const range = formatRange(trigger);
  // Of two there is no middle.
  const unlike = trigger.count > 2 ? `${range}, ${formatMs(trigger.medianMs)} in the median` : range;
  const figures = isAlike(trigger) ? `${formatMs(trigger.medianMs)} each time` : unlike;
  return [ink.span(whole(trigger), ink.bold), ...ink.prose(` blocks for ${figures} (${times(trigger.count)})`)];
}

/** Kept on one line where it fits. */
function glued(ink: Ink, text: string, paint?: Paint): Span {
  const shown = ink.show(text).replaceAll(' ', GLUE);
  return paint === undefined ? { text: shown } : { text: shown, paint };
}

/** `GET /report 12 times, 430 ms each`. */
function inList(ink: Ink, trigger: TriggerShare): Line {
  const { label, count } = trigger;
  const each = count > 1 && isAlike(trigger) ? ' each' : '';
  const figures = ` ${times(count)}, ${formatSpread(trigger)}${each}`;
  return [glued(ink, label, ink.bold), glued(ink, figures)];
}

/** What it is that blocks, in words: a route with its figure, several with their counts. Empty for a single stall. */
export function whenServing(ink: Ink, culprit: WordedCulprit): Line {
  const triggers = served(culprit);
  const [first, ...others] = triggers;
  if (first === undefined || (others.length === 0 && first.count === 1)) return [];
  if (others.length === 0) return eachTime(ink, first);
  const shown = ink.all ? triggers : triggers.slice(0, MOST_TRIGGERS);
  const left = triggers.slice(shown.length);
  const leftMs = left.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const share = formatShare(leftMs / culprit.totalMs);
  const items: Line[] = [
    ...shown.map((trigger) => inList(ink, trigger)),
    ...(left.length === 0 ? [] : [[glued(ink, `${plural(left.length, 'other')}, ${share} of the time`, ink.dim)]]),
  ];
  return items.flatMap(
    (item, index): Line => (index === 0 ? item : [{ text: ` ${ink.sign.dot} `, paint: ink.dim }, ...item]),
  );
}
