import type { UnheededEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import { userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { UNHEEDED_BYTES, UNHEEDED_MARKS, UNHEEDED_WRITES } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { processFacts } from './process-facts.js';

function isLarge({ peak, objectMode }: UnheededEvent): boolean {
  return !objectMode && peak >= UNHEEDED_BYTES;
}

function isIgnored(event: UnheededEvent): boolean {
  const tooMuch = event.highWaterMark > 0 && event.peak >= UNHEEDED_MARKS * event.highWaterMark;
  return event.writes >= UNHEEDED_WRITES && (tooMuch || isLarge(event));
}

/** The latest word on each stream. */
function streamsOf(view: ProcessView): readonly UnheededEvent[] {
  const latest = new Map<string, UnheededEvent>();
  for (const event of view.process.observed) {
    if (event.type === 'unheeded') latest.set(`${event.threadId ?? 0} ${event.id}`, event);
  }
  return [...latest.values()];
}

function check({ trace }: DetectorContext, view: ProcessView): Finding[] {
  const ignored = streamsOf(view)
    .filter(isIgnored)
    .map((event) => ({ event, place: userFrame(view.readers.readStack(event.stack)) }));
  const { listenMs } = processFacts(trace, view.ordinal);
  return groupBy(ignored, ({ place }) => lineKey(place)).flatMap((group) => {
    const [worst] = [...group].sort((a, b) => b.event.peak - a.event.peak);
    if (worst === undefined) return [];
    const { stream, peak, highWaterMark, objectMode } = worst.event;
    const writes = group.reduce((sum, { event }) => sum + event.writes, 0);
    const serious = listenMs !== null || group.some(({ event }) => isLarge(event));
    return behaviourFinding('ignored-backpressure', {
      // A script that writes a small file in one go does not hurt anybody.
      severity: serious ? 'warning' : 'info',
      place: worst.place,
      count: group.length,
      totalMs: 0,
      evidence: { api: `${stream}.write`, stream, writes, n: writes, peak, highWaterMark, objectMode },
    });
  });
}

/** Writing on after `write()` said false. */
export const ignoredBackpressure: Detector = {
  id: 'ignored-backpressure',
  needs: ['writes'],
  limits: [
    {
      value: UNHEEDED_WRITES,
      unit: 'count',
      of: 'writes after `write()` said false, with no `drain` between',
      why: 'fewer are a last line or two, and no habit',
    },
    {
      value: UNHEEDED_BYTES,
      unit: 'bytes',
      of: `held in memory for one stream, or ${UNHEEDED_MARKS} times its \`highWaterMark\``,
      why: 'that many bytes a client fill a server’s memory with a few hundred clients',
    },
  ],
  severities: ['warning', 'info'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
