import type { HealthEvent } from './events.js';

/** The shortest span that neighbours are merged to. */
const FIRST_SPAN_NS = 2e9;

/** Spans that lie no further apart follow each other. */
const MAX_GAP_NS = 100e6;

/** A health line that others may be merged into. */
type Growing = { -readonly [Key in keyof HealthEvent]: HealthEvent[Key] };
type Bucket = HealthEvent['delays'][number];

/**
 * Merges health lines of one thread, in the order of time, until they are at most `most`: neighbours become spans of one
 * length, as short as will do but not below `leastSpanNs`. Sums and counts stay what they were. The lines given may be
 * changed. `spanNs` is that length, 0 where nothing was merged.
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
    if (before === undefined || !mergeHealth(before, line, spanNs)) result.push(line);
  }
  return result;
}

/**
 * Adds `line` to its neighbour `before`, in place, for it is done for every line of a large trace. False where both would
 * be longer than `spanNs`; then nothing was changed.
 */
export function mergeHealth(before: HealthEvent, line: HealthEvent, spanNs: number): boolean {
  // A pulse that is a little late must not keep two seconds from becoming one span.
  if (before.spanNs + line.spanNs > spanNs + MAX_GAP_NS) return false;
  const sum = before as Growing;
  const isNext = line.atNs - line.spanNs - sum.atNs <= MAX_GAP_NS;
  sum.spanNs = isNext ? line.atNs - (sum.atNs - sum.spanNs) : sum.spanNs + line.spanNs;
  sum.atNs = line.atNs;
  sum.delays = mergedDelays(sum.delays, line.delays);
  sum.maxDelayNs = Math.max(sum.maxDelayNs, line.maxDelayNs);
  sum.idleNs += line.idleNs;
  sum.activeNs += line.activeNs;
  sum.cpuNs = added(sum.cpuNs, line.cpuNs);
  sum.runQueueNs = added(sum.runQueueNs, line.runQueueNs);
  sum.gcNs = added(sum.gcNs, line.gcNs);
  sum.gcCount = added(sum.gcCount, line.gcCount);
  sum.heapUsedBytes = line.heapUsedBytes;
  sum.maxIterationDelayNs = larger(sum.maxIterationDelayNs, line.maxIterationDelayNs);
  if (line.requests !== undefined) sum.requests = (sum.requests ?? 0) + line.requests;
  return true;
}

/** A sum of which a part is not known is not known. */
function added(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

/**
 * The buckets are the same in every line, and ascend, so that they add up: into `into` where it has them all. Keeps none of
 * `more`'s rows.
 */
function mergedDelays(into: HealthEvent['delays'], more: HealthEvent['delays']): HealthEvent['delays'] {
  let at = 0;
  let isComplete = true;
  for (const [upToNs] of more) {
    while (at < into.length && (into[at] as Bucket)[0] < upToNs) at++;
    if (into[at]?.[0] !== upToNs) isComplete = false;
  }
  if (!isComplete) return unitedDelays(into, more);
  at = 0;
  for (const [upToNs, count] of more) {
    while ((into[at] as Bucket)[0] < upToNs) at++;
    (into[at] as [number, number])[1] += count;
  }
  return into;
}

function unitedDelays(left: HealthEvent['delays'], right: HealthEvent['delays']): Bucket[] {
  const result: Bucket[] = [];
  let at = 0;
  for (const row of right) {
    while (at < left.length && (left[at] as Bucket)[0] < row[0]) result.push(left[at++] as Bucket);
    const same = left[at];
    if (same !== undefined && same[0] === row[0]) {
      result.push([row[0], same[1] + row[1]]);
      at++;
    } else result.push([row[0], row[1]]);
  }
  while (at < left.length) result.push(left[at++] as Bucket);
  return result;
}
