import type { HealthEvent } from './events.js';

/** The shortest span that neighbours are merged to. */
const FIRST_SPAN_NS = 2e9;

/** Spans that lie no further apart follow each other. */
const MAX_GAP_NS = 100e6;

type Bucket = HealthEvent['delays'][number];

/**
 * Health lines of one thread, in the order of time, as at most `most`: neighbours are merged to spans of one length, as
 * short as will do but not below `leastSpanNs`. Sums and counts stay what they were. `spanNs` is that length, 0 where
 * nothing was merged.
 */
export function thinHealth(
  lines: readonly HealthEvent[],
  most: number,
  leastSpanNs = FIRST_SPAN_NS,
): { readonly lines: readonly HealthEvent[]; readonly spanNs: number } {
  let thinned = lines;
  let spanNs = 0;
  while (thinned.length > Math.max(1, most)) {
    spanNs = spanNs === 0 ? Math.max(FIRST_SPAN_NS, leastSpanNs) : 2 * spanNs;
    thinned = mergedTo(spanNs, thinned);
  }
  return { lines: thinned, spanNs };
}

function mergedTo(spanNs: number, lines: readonly HealthEvent[]): HealthEvent[] {
  const result: HealthEvent[] = [];
  for (const line of lines) {
    const before = result.at(-1);
    const both = before === undefined ? null : mergeHealth(before, line, spanNs);
    if (both === null) result.push(line);
    else result[result.length - 1] = both;
  }
  return result;
}

/** Two neighbours as one line; null where that would be longer than `spanNs`. */
export function mergeHealth(before: HealthEvent, line: HealthEvent, spanNs: number): HealthEvent | null {
  // A pulse that is a little late must not keep two seconds from becoming one span.
  return before.spanNs + line.spanNs <= spanNs + MAX_GAP_NS ? merged(before, line) : null;
}

function merged(a: HealthEvent, b: HealthEvent): HealthEvent {
  const isNext = b.atNs - b.spanNs - a.atNs <= MAX_GAP_NS;
  const requests = a.requests === undefined && b.requests === undefined ? null : (a.requests ?? 0) + (b.requests ?? 0);
  // Written out, for it is done for every line of a large trace, and a spread is many times slower.
  const line = {
    type: b.type,
    atNs: b.atNs,
    spanNs: isNext ? b.atNs - (a.atNs - a.spanNs) : a.spanNs + b.spanNs,
    delays: mergedDelays(a, b),
    maxDelayNs: Math.max(a.maxDelayNs, b.maxDelayNs),
    idleNs: a.idleNs + b.idleNs,
    activeNs: a.activeNs + b.activeNs,
    cpuNs: sum(a.cpuNs, b.cpuNs),
    runQueueNs: sum(a.runQueueNs, b.runQueueNs),
    gcNs: sum(a.gcNs, b.gcNs),
    gcCount: sum(a.gcCount, b.gcCount),
    heapUsedBytes: b.heapUsedBytes,
    maxIterationDelayNs: larger(a.maxIterationDelayNs, b.maxIterationDelayNs),
  };
  if (b.threadId === undefined) return requests === null ? line : { ...line, requests };
  return requests === null ? { ...line, threadId: b.threadId } : { ...line, threadId: b.threadId, requests };
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

/** A sum of which a part is not known is not known. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** The buckets are the same in every line, and ascend, so that they add up. */
function mergedDelays(a: HealthEvent, b: HealthEvent): HealthEvent['delays'] {
  const [left, right] = [a.delays, b.delays];
  const result: Bucket[] = [];
  let at = 0;
  for (const row of right) {
    while (at < left.length && (left[at] as Bucket)[0] < row[0]) result.push(left[at++] as Bucket);
    const same = left[at];
    if (same !== undefined && same[0] === row[0]) {
      result.push([row[0], same[1] + row[1]]);
      at++;
    } else result.push(row);
  }
  while (at < left.length) result.push(left[at++] as Bucket);
  return result;
}
