import type { GcEvent } from '../trace/events.js';
import type { CallEvent, QueuedEvent } from '../trace/stall-events.js';
import type { ProcessTrace } from '../trace/trace.js';
import { firstFrom } from './loop-delays.js';

/** Events of one thread between two moments, in the order of writing. Those that only touch a moment are not in. */
export type Between<T> = (threadId: number, fromNs: number, toNs: number) => T[];

/** The events of a process that may belong to a stall, found by time: there may be many, and many stalls. */
export interface Nearby {
  readonly calls: Between<CallEvent>;
  readonly gcs: Between<GcEvent>;
  readonly queued: Between<QueuedEvent>;
}

interface Row<T> {
  readonly event: T;
  readonly order: number;
  readonly startNs: number;
  readonly endNs: number;
}

/** Puts the events of a process in the order of time. */
export function nearbyOf({ calls, gcs, queued }: ProcessTrace): Nearby {
  const timed = (event: CallEvent | GcEvent) => [event.startNs, event.startNs + event.durationNs] as const;
  return {
    calls: byTime(calls, timed),
    gcs: byTime(gcs, timed),
    queued: byTime(queued, ({ atNs }) => [atNs, atNs]),
  };
}

function byTime<T extends { readonly threadId?: number }>(
  events: readonly T[],
  spanOf: (event: T) => readonly [startNs: number, endNs: number],
): Between<T> {
  const threads = new Map<number, { rows: Row<T>[]; longestNs: number }>();
  for (const [order, event] of events.entries()) {
    const [startNs, endNs] = spanOf(event);
    const own = threads.get(event.threadId ?? 0) ?? { rows: [], longestNs: 0 };
    threads.set(event.threadId ?? 0, own);
    own.rows.push({ event, order, startNs, endNs });
    own.longestNs = Math.max(own.longestNs, endNs - startNs);
  }
  for (const { rows } of threads.values()) rows.sort((a, b) => a.startNs - b.startNs);
  return (threadId, fromNs, toNs) => {
    const { rows = [], longestNs = 0 } = threads.get(threadId) ?? {};
    const first = firstFrom(rows.length, (index) => (rows[index] as Row<T>).startNs >= fromNs - longestNs);
    const found: Row<T>[] = [];
    for (let index = first; index < rows.length; index++) {
      const row = rows[index] as Row<T>;
      if (row.startNs >= toNs) break;
      if (row.endNs > fromNs) found.push(row);
    }
    return found.sort((a, b) => a.order - b.order).map(({ event }) => event);
  };
}
