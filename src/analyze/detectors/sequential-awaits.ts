import type { OperationKind } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
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
import { isOwnOperation } from './own-operations.js';

/** Operations on one file that must come one after the other. */
const ORDERED =
  /\.(?:appendFile|write|writev|read|readv|ftruncate|fsync|fdatasync|open|mkdir|rename|copyFile|rm|rmdir)$/;
const COUNTED = new Set(['fs', 'crypto', 'zlib', 'child', 'http', 'fetch', 'dns', 'net']);

/** With fewer looks it may have been chance that nothing else was under way. */
const MIN_LOOKS = 3;

/** What one line has started, one after the other. Several ways lead to it, so its stacks may differ. */
interface Line {
  readonly kind: OperationKind;
  readonly api: string;
  readonly operations: number;
  readonly looks: number;
  readonly spanMs: number;
  readonly idleMs: number;
  readonly frames: readonly Frame[];
}

/** Time that a thread's loop waited for events between two moments, by its health lines. */
function idleBetween({ process }: ProcessView, threadId: number, fromNs: number, toNs: number): number {
  return process.health
    .filter((line) => (line.threadId ?? 0) === threadId)
    .reduce((sum, { atNs, spanNs, idleNs }) => {
      const shared = Math.min(toNs, atNs) - Math.max(fromNs, atNs - spanNs);
      return shared > 0 && spanNs > 0 ? sum + idleNs * (shared / spanNs) : sum;
    }, 0);
}

function lineOf(view: ProcessView, group: readonly PlacedOperations[]): Line | null {
  const runs = group.map(({ event }) => event.run);
  const [first] = group;
  // Somebody else's was under way whenever one of them began.
  const alone = runs.filter((run) => run !== null);
  if (first === undefined || alone.length < runs.length) return null;
  const fromNs = Math.min(...alone.map((run) => run.fromNs));
  const toNs = Math.max(...alone.map((run) => run.toNs));
  // Where each was started by another way, none of the ways knows what was between them.
  const idleNs = Math.max(
    ...alone.map((run) => run.idleNs),
    group.length >= SEQUENTIAL_COUNT ? idleBetween(view, first.event.threadId ?? 0, fromNs, toNs) : 0,
  );
  const most = [...group].sort((a, b) => b.event.looks - a.event.looks)[0] ?? first;
  return {
    kind: first.event.kind,
    api: first.event.api,
    operations: alone.reduce((sum, { operations }) => sum + operations, 0),
    looks: alone.reduce((sum, { looks }) => sum + looks, 0),
    spanMs: (toNs - fromNs) / NS_PER_MS,
    idleMs: idleNs / NS_PER_MS,
    frames: most.frames,
  };
}

function isLong({ kind, api, operations, looks, spanMs, idleMs }: Line): boolean {
  return (
    COUNTED.has(kind) &&
    !ORDERED.test(api) &&
    operations >= SEQUENTIAL_COUNT &&
    looks >= MIN_LOOKS &&
    spanMs >= SEQUENTIAL_MS &&
    idleMs >= SEQUENTIAL_IDLE_SHARE * spanMs
  );
}

function check(view: ProcessView): Finding[] {
  const placed = operationsOf(view).filter(isOwnOperation);
  const lines = groupBy(placed, ({ event, place }) => `${lineKey(place)} ${event.api} ${event.threadId ?? 0}`)
    .map((group) => lineOf(view, group))
    .filter((line) => line !== null)
    .filter(isLong)
    .flatMap((line) => {
      const place = awaitedInTurn(view.sources, line.frames);
      return place === null ? [] : [{ ...line, place }];
    });
  return groupBy(lines, ({ place }) => lineKey(place)).flatMap((group) => {
    const [longest] = [...group].sort((a, b) => b.operations - a.operations);
    if (longest === undefined) return [];
    const { kind, api, operations, spanMs, idleMs, place } = longest;
    return behaviourFinding('sequential-awaits', {
      severity: spanMs >= SEQUENTIAL_WARNING_MS ? 'warning' : 'info',
      place,
      count: 1,
      totalMs: spanMs,
      evidence: {
        kind,
        api,
        operations,
        n: operations,
        worstMs: Math.round(spanMs),
        eachMs: Math.round((10 * spanMs) / operations) / 10,
        idleMs: Math.round(idleMs),
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
