/** The health lines: what the loop's own counters have gained since the line before. */
import type { HealthEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };

import layout = require('./shared.cjs');

const { BUCKETS, CELL, bucketUpToUs } = layout;

type SharedMemory = ReturnType<typeof layout.shared>;
type Schedule = { readonly cpuNs: number; readonly runQueueNs: number };

const ns = (ms: number) => Math.round(ms * 1e6);

/** A function that makes the next health line; null where nothing new is known of the loop. `readSchedule` gives the thread's CPU and run-queue time. */
function healthReader(
  shared: SharedMemory,
  startMs: number,
  readSchedule: () => Schedule | null,
  hasGc: () => boolean,
  threadId: number,
): (nowMs: number) => HealthEvent | null {
  const { cells, delays } = shared;
  const counted = new Uint32Array(BUCKETS);
  let lastMs = startMs;
  let idleMs = cells[CELL.IDLE_MS] as number;
  let gcMs = 0;
  let gcCount = 0;
  let gcRests = 0;
  let rested = false;
  let requests = cells[CELL.REQUESTS] as number;
  let schedule = readSchedule();

  return (nowMs) => {
    // Idle time is known up to the last mark, and of a slumbering loop up to the last count: the span ends there too.
    const markMs = cells[CELL.MARK_MS] as number;
    const sleptMs = Math.max(0, (cells[CELL.QUIET_MS] as number) - markMs);
    const untilMs = Math.min(nowMs, markMs + sleptMs);
    if (untilMs <= lastMs) return null;
    const rows: [number, number][] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const total = delays[bucket] as number;
      const gained = (total - (counted[bucket] as number)) >>> 0;
      if (gained > 0) rows.push([bucketUpToUs(bucket) * 1000, gained]);
      counted[bucket] = total;
    }
    const now = readSchedule();
    const idleNow = (cells[CELL.IDLE_MS] as number) + sleptMs;
    const gained = Math.min(idleNow - idleMs, untilMs - lastMs);
    const iteration = cells[CELL.ITERATION_MAX_MS] as number;
    // Known only where the meter was awake all the time.
    const restsNow = cells[CELL.GC_RESTS] as number;
    const knowsGc = hasGc() && restsNow === gcRests && !rested;
    const requestsNow = cells[CELL.REQUESTS] as number;
    const event: HealthEvent = {
      type: 'health',
      ...(threadId === 0 ? {} : { threadId }),
      atNs: ns(untilMs),
      spanNs: ns(untilMs - lastMs),
      delays: rows,
      maxDelayNs: ns(cells[CELL.MAX_DELAY_MS] as number),
      idleNs: ns(gained),
      activeNs: ns(untilMs - lastMs - gained),
      cpuNs: now && schedule ? now.cpuNs - schedule.cpuNs : null,
      runQueueNs: now && schedule ? now.runQueueNs - schedule.runQueueNs : null,
      gcNs: knowsGc ? ns((cells[CELL.GC_MS] as number) - gcMs) : null,
      gcCount: knowsGc ? (cells[CELL.GC_COUNT] as number) - gcCount : null,
      heapUsedBytes: cells[CELL.HEAP_USED] === 0 ? null : (cells[CELL.HEAP_USED] as number),
      maxIterationDelayNs: iteration < 0 ? null : ns(iteration),
      requests: requestsNow - requests,
      openRequests: cells[CELL.OPEN_REQUESTS] as number,
    };
    requests = requestsNow;
    cells[CELL.MAX_DELAY_MS] = 0;
    lastMs = untilMs;
    idleMs = idleNow;
    rested = cells[CELL.GC_AT_REST] === 1;
    gcRests = restsNow;
    gcMs = cells[CELL.GC_MS] as number;
    gcCount = cells[CELL.GC_COUNT] as number;
    schedule = now;
    return event;
  };
}

export = { healthReader };
