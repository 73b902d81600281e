import type { Finding } from '../diagnosis.js';
import { operationsOf, type PlacedOperations, type ProcessView } from '../process-view.js';
import { awaitedInTurn } from '../source/sequential.js';
import {
  NS_PER_MS,
  SEQUENTIAL_COUNT,
  SEQUENTIAL_IDLE_SHARE,
  SEQUENTIAL_MS,
  SEQUENTIAL_WARNING_MS,
} from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector } from './detector.js';

/** Operations on one file that must come one after the other. */
const ORDERED =
  /\.(?:appendFile|write|writev|read|readv|ftruncate|fsync|fdatasync|open|mkdir|rename|copyFile|rm|rmdir)$/;
/** Their connections and names belong to requests, which are counted themselves. */
const COUNTED = new Set(['fs', 'crypto', 'zlib', 'child', 'http', 'fetch', 'dns']);

/** Of a run, the part that a place has really spent. */
function isLongRun({ event: { kind, api, run } }: PlacedOperations): boolean {
  if (run === null || !COUNTED.has(kind) || ORDERED.test(api)) return false;
  const spanNs = run.toNs - run.fromNs;
  return (
    run.operations >= SEQUENTIAL_COUNT &&
    run.looks >= 3 &&
    spanNs >= SEQUENTIAL_MS * NS_PER_MS &&
    run.idleNs >= SEQUENTIAL_IDLE_SHARE * spanNs
  );
}

function check(view: ProcessView): Finding[] {
  const runs = operationsOf(view)
    .filter(isLongRun)
    .flatMap((one) => {
      const place = awaitedInTurn(view.sources, one.frames);
      return place === null || one.event.run === null ? [] : [{ event: one.event, run: one.event.run, place }];
    });
  return groupBy(runs, ({ place }) => lineKey(place)).flatMap((group) => {
    const [longest] = [...group].sort((a, b) => b.run.operations - a.run.operations);
    if (longest === undefined) return [];
    const spanMs = (longest.run.toNs - longest.run.fromNs) / NS_PER_MS;
    return behaviourFinding('sequential-awaits', {
      severity: spanMs >= SEQUENTIAL_WARNING_MS ? 'warning' : 'info',
      place: longest.place,
      count: 1,
      totalMs: spanMs,
      evidence: {
        kind: longest.event.kind,
        api: longest.event.api,
        operations: longest.run.operations,
        n: longest.run.operations,
        worstMs: Math.round(spanMs),
        eachMs: Math.round((10 * spanMs) / longest.run.operations) / 10,
        idleMs: Math.round(longest.run.idleNs / NS_PER_MS),
      },
    });
  });
}

/** Waiting for one operation after the other, none of which needs the one before. */
export const sequentialAwaits: Detector = {
  id: 'sequential-awaits',
  needs: ['operations'],
  limits: [
    {
      value: SEQUENTIAL_COUNT,
      unit: 'count',
      of: 'operations from one place, never two at a time',
      why: 'two or three may be an order that matters; ten are a habit',
    },
    {
      value: SEQUENTIAL_MS,
      unit: 'ms',
      of: 'for all of them',
      why: 'below that nobody would feel the gain',
    },
    {
      value: SEQUENTIAL_WARNING_MS,
      unit: 'ms',
      of: 'for all of them, for a `warning`',
      why: 'a second is what a visitor waits for a page',
    },
  ],
  severities: ['warning', 'info'],
  check: ({ views }) => views.flatMap(check),
};
