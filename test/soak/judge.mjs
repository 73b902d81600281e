/** The first part of the time is left out: caches fill, code is compiled. */
const WARM_UP_SHARE = 0.2;
/** How much more than bare the target may grow after the warm-up, as a share of bare. */
const GROWTH_LIMIT = 0.02;
const TRACE_LIMIT_BYTES_AN_HOUR = 1 << 20;
/** How much the second half may differ from the first. */
const EVEN_LIMIT = 0.1;
const BEATS_LIMIT = 0.02;
/** A pulse this late is one that somebody would notice. */
const LATE_NS = 15e6;
/** Lines that are there because of a stall. */
const STALL_LINES = new Set([
  'stall-open',
  'sample',
  'stall-grow',
  'stall-close',
  'call',
  'gc',
  'queued',
  'frame',
  'stack',
  'source',
  'source-map',
]);

/** Slope and intercept of the least-squares line through `[x, y]` points. At least two different x. */
export function lineThrough(points) {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = over / under;
  return { slope, intercept: meanY - slope * meanX };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * The memory of both targets over the time. `samples`: `{ atMs, bare, under }`, the two `{ rssMb, heapMb }` each. Returns a row
 * for each of the two figures: `{ name, bareMb, offsetMb, growthMb, limitMb, slopes: { bare, under }, ok }`. The offset is what
 * the probe takes once (its thread, its code): the difference in the first quarter after the warm-up. The growth is how much
 * that difference has changed in the last quarter. Slopes are MB an hour, of a line through all samples after the warm-up.
 */
export function judgeMemory(samples) {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return ['rssMb', 'heapMb'].map((name) => {
    const above = (part) => median(part.map(({ bare, under }) => under[name] - bare[name]));
    const bareMb = median(warm.map(({ bare }) => bare[name]));
    const offsetMb = above(warm.slice(0, quarter));
    const growthMb = above(warm.slice(-quarter)) - offsetMb;
    const limitMb = bareMb * GROWTH_LIMIT;
    const slope = (side) => lineThrough(warm.map((sample) => [sample.atMs / 3_600_000, sample[side][name]])).slope;
    const slopes = { bare: slope('bare'), under: slope('under') };
    return { name, bareMb, offsetMb, growthMb, limitMb, slopes, ok: growthMb <= limitMb };
  });
}

/**
 * The trace of a run, its events in order. Returns `{ hours, stalls, bytesAnHour, halves, ok }`: the bytes of all lines that no
 * stall accounts for, and how the two halves of the time compare (a linear trace has two like ones).
 */
export function judgeTrace(events) {
  const { fromNs, toNs } = spanOf(events);
  const middle = (fromNs + toNs) / 2;
  const steady = events.filter(({ type, atNs }) => !STALL_LINES.has(type) && atNs > fromNs);
  const bytes = (part) => part.reduce((sum, event) => sum + JSON.stringify(event).length + 1, 0);
  const halves = [
    bytes(steady.filter(({ atNs }) => atNs <= middle)),
    bytes(steady.filter(({ atNs }) => atNs > middle)),
  ];
  const hours = (toNs - fromNs) / 3.6e12;
  const bytesAnHour = (halves[0] + halves[1]) / hours;
  const even = Math.abs(halves[1] / halves[0] - 1) <= EVEN_LIMIT;
  const stalls = events.filter(({ type }) => type === 'stall-close').length;
  return { hours, stalls, bytesAnHour, halves, ok: even && bytesAnHour <= TRACE_LIMIT_BYTES_AN_HOUR };
}

/**
 * The pulse in the two halves of the time: beats a second, and the share of late ones. `ok`: the probe beats as often at the
 * end as at the beginning. Lateness is the machine's too, and is only shown.
 */
export function judgePulse(events) {
  const { fromNs, toNs } = spanOf(events);
  const middle = (fromNs + toNs) / 2;
  const lines = events.filter(({ type, threadId = 0, atNs }) => type === 'health' && threadId === 0 && atNs > fromNs);
  const half = (part) => {
    const delays = part.flatMap((line) => line.delays);
    const beats = delays.reduce((sum, [, count]) => sum + count, 0);
    const late = delays.filter(([upToNs]) => upToNs > LATE_NS).reduce((sum, [, count]) => sum + count, 0);
    const seconds = part.reduce((sum, { spanNs }) => sum + spanNs, 0) / 1e9;
    return { beatsASecond: beats / seconds, lateShare: late / beats };
  };
  const halves = [half(lines.filter(({ atNs }) => atNs <= middle)), half(lines.filter(({ atNs }) => atNs > middle))];
  return { halves, ok: Math.abs(halves[1].beatsASecond / halves[0].beatsASecond - 1) <= BEATS_LIMIT };
}

/** From the end of the warm-up to the last line. */
function spanOf(events) {
  const times = events.flatMap(({ atNs }) => (typeof atNs === 'number' ? [atNs] : []));
  const [first, last] = [times[0], Math.max(...times.slice(-10))];
  return { fromNs: first + (last - first) * WARM_UP_SHARE, toNs: last };
}
