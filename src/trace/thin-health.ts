import type { HealthEvent } from './events.js';

/** The shortest span that neighbours are merged to. */
const FIRST_SPAN_NS = 2e9;

/** Spans that lie no further apart follow each other. */
const MAX_GAP_NS = 100e6;

/**
 * Health lines of one thread, in the order of time, as at most `most`: neighbours are merged to spans of one length, as
 * short as will do. Sums and counts stay what they were. `spanNs` is that length, 0 where nothing was merged.
 */
export function thinHealth(
  lines: readonly HealthEvent[],
  most: number,
): { readonly lines: readonly HealthEvent[]; readonly spanNs: number } {
  let thinned = lines;
  let spanNs = 0;
  while (thinned.length > Math.max(1, most)) {
    spanNs = spanNs === 0 ? FIRST_SPAN_NS : 2 * spanNs;
    thinned = mergedTo(spanNs, thinned);
  }
  return { lines: thinned, spanNs };
}

function mergedTo(spanNs: number, lines: readonly HealthEvent[]): HealthEvent[] {
  const result: HealthEvent[] = [];
  for (const line of lines) {
    const before = result.at(-1);
    // A pulse that is a little late must not keep two seconds from becoming one span.
    const fits = before !== undefined && before.spanNs + line.spanNs <= spanNs + MAX_GAP_NS;
    if (fits) result[result.length - 1] = merged(before, line);
    else result.push(line);
  }
  return result;
}

function merged(a: HealthEvent, b: HealthEvent): HealthEvent {
  const isNext = b.atNs - b.spanNs - a.atNs <= MAX_GAP_NS;
  return {
    ...b,
    spanNs: isNext ? b.atNs - (a.atNs - a.spanNs) : a.spanNs + b.spanNs,
    delays: mergedDelays(a, b),
    maxDelayNs: Math.max(a.maxDelayNs, b.maxDelayNs),
    idleNs: a.idleNs + b.idleNs,
    activeNs: a.activeNs + b.activeNs,
    cpuNs: sum(a.cpuNs, b.cpuNs),
    runQueueNs: sum(a.runQueueNs, b.runQueueNs),
    gcNs: sum(a.gcNs, b.gcNs),
    gcCount: sum(a.gcCount, b.gcCount),
    maxIterationDelayNs:
      a.maxIterationDelayNs === null || b.maxIterationDelayNs === null
        ? null
        : Math.max(a.maxIterationDelayNs, b.maxIterationDelayNs),
    ...(a.requests === undefined && b.requests === undefined
      ? {}
      : { requests: (a.requests ?? 0) + (b.requests ?? 0) }),
  };
}

/** A sum of which a part is not known is not known. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** The buckets are the same in every line, so that they add up. */
function mergedDelays(a: HealthEvent, b: HealthEvent): HealthEvent['delays'] {
  const counts = new Map(a.delays);
  for (const [upToNs, count] of b.delays) counts.set(upToNs, (counts.get(upToNs) ?? 0) + count);
  return [...counts].sort(([one], [other]) => one - other);
}
