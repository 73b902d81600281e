/** Collections, as Node's PerformanceObserver tells them: always a little after the event. */
import perf = require('node:perf_hooks');
import layout = require('./shared.cjs');

import type { Message } from './messages.cjs';

const { CELL } = layout;

/** Shorter collections are summed, not told one by one. */
const TELL_FROM_MS = 1;

type SharedMemory = ReturnType<typeof layout.shared>;
type GcEntry = perf.PerformanceEntry & {
  readonly detail?: { readonly kind?: number };
  readonly kind?: number;
};

/** Collections remembered, to be laid over a late turn. */
const MAX_RECENT = 1024;

interface GcWatch {
  /** Takes over what Node has noted and not yet told. */
  take(): void;
  /** Time in collections between two moments, as far as Node has told. */
  within(fromMs: number, toMs: number): number;
}

/** Starts to observe. */
function watchGc(shared: SharedMemory, nowMs: () => number, tell: (message: Message) => void): GcWatch {
  const { cells } = shared;
  const offsetMs = nowMs() - performance.now();
  let recent: { startMs: number; endMs: number }[] = [];
  const note = (entries: readonly perf.PerformanceEntry[]) => {
    for (const entry of entries as readonly GcEntry[]) {
      cells[CELL.GC_MS] = (cells[CELL.GC_MS] as number) + entry.duration;
      cells[CELL.GC_COUNT] = (cells[CELL.GC_COUNT] as number) + 1;
      const startMs = entry.startTime + offsetMs;
      if (recent.length >= MAX_RECENT) recent = recent.slice(MAX_RECENT / 2);
      recent.push({ startMs, endMs: startMs + entry.duration });
      if (entry.duration < TELL_FROM_MS) continue;
      const kind = entry.detail?.kind ?? entry.kind ?? 0;
      tell({
        m: 'gc',
        startMs,
        durationMs: entry.duration,
        kind,
      });
    }
  };
  const observer = new perf.PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    take: () => note(observer.takeRecords()),
    within(fromMs, toMs) {
      let ms = 0;
      for (const { startMs, endMs } of recent) ms += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
      return ms;
    },
  };
}

export = { watchGc };
