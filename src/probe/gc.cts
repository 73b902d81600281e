/**
 * Collections, as Node's PerformanceObserver tells them: a little after the event, once the loop turns. To be told of one
 * costs 0.2 ms, so the observer rests while there is nothing to fear: the heap is small, and what it saw when it last
 * woke were short collections and few.
 */
import perf = require('node:perf_hooks');
import v8 = require('node:v8');
import layout = require('./shared.cjs');
import undo = require('./undo.cjs');

import type { Message } from './messages.cjs';

const { CELL } = layout;

/** Shorter collections are summed, not told one by one. */
const TELL_FROM_MS = 1;
/** To collect a heap of this size, all of it, may hold a loop up. */
const LARGE_HEAP_BYTES = 48 * 1024 * 1024;
/** How often the heap's size is asked for while the observer rests. */
const SIZE_EVERY_MS = 100;
/** How long the observer is awake at a time, at least, and how long it rests in between. */
const AWAKE_MS = 200;
const AT_REST_MS = 5000;
/** It stays awake for as long as collections take this share of the time. */
const WORTH_COUNTING = 0.1;
/** With a large heap it rests only from collections that are shorter than this and as many as that a second. */
const CHEAP_MS = 0.3;
const MANY_A_SECOND = 300;
const LARGE_HEAP_REST_MS = 500;
/** In a turn without end Node keeps all entries: after this long it is told of no more of them. */
const LONGEST_TURN_MS = 5000;

type SharedMemory = ReturnType<typeof layout.shared>;
type GcEntry = perf.PerformanceEntry & {
  readonly detail?: { readonly kind?: number };
  readonly kind?: number;
};
type Kind = Extract<Message, { m: 'gc' }>['kind'];

/** Node's numbers. */
const KINDS: Readonly<Record<number, Kind>> = { 1: 'minor', 2: 'minor', 4: 'major', 8: 'incremental', 16: 'weakcb' };

/** Collections remembered, to be laid over a late turn. */
const MAX_RECENT = 1024;

interface GcWatch {
  /** At each look at a late turn. */
  look(): void;
  /**
   * Ms in collections in a late turn that held the loop from `fromMs` to `toMs`, as far as Node has told by now; null
   * where the observer was at rest.
   */
  within(markMs: number, fromMs: number, toMs: number): number | null;
  /** At each beat: wakes the observer, or puts it to rest. */
  beat(): void;
}

/** Starts to observe. */
function watchGc(shared: SharedMemory, nowMs: () => number, tell: (message: Message) => void): GcWatch {
  const { cells } = shared;
  const offsetMs = nowMs() - performance.now();
  let recent: { startMs: number; endMs: number }[] = [];
  let awake = false;
  let wokenMs = 0;
  /** When it may go to rest, or wakes. */
  let changeMs = 0;
  /** Since it was last judged worth its while. */
  let judgedMs = 0;
  let judged = { ms: 0, count: 0 };
  /** It rests although the heap is large. */
  let restsLarge = false;
  /** When the heap's size is asked for next. */
  let sizeMs = 0;
  /** The late turn that is looked at: the mark before it, and its first look. */
  let turn = { markMs: -1, firstMs: 0 };

  const note = (entries: readonly perf.PerformanceEntry[]) => {
    for (const entry of entries as readonly GcEntry[]) {
      const { duration } = entry;
      cells[CELL.GC_MS] = (cells[CELL.GC_MS] as number) + duration;
      cells[CELL.GC_COUNT] = (cells[CELL.GC_COUNT] as number) + 1;
      judged.ms += duration;
      judged.count += 1;
      const startMs = entry.startTime + offsetMs;
      if (recent.length >= MAX_RECENT) recent = recent.slice(MAX_RECENT / 2);
      recent.push({ startMs, endMs: startMs + duration });
      if (duration < TELL_FROM_MS) continue;
      const kind = KINDS[entry.detail?.kind ?? entry.kind ?? 0] ?? 'unknown';
      tell({ m: 'gc', startMs, durationMs: duration, kind });
    }
  };
  const observer = new perf.PerformanceObserver((list) => note(list.getEntries()));

  function setAwake(now: number, state: boolean): void {
    awake = state;
    cells[CELL.GC_AT_REST] = state ? 0 : 1;
    if (state) {
      wokenMs = judgedMs = now;
      judged = { ms: 0, count: 0 };
      observer.observe({ entryTypes: ['gc'] });
    } else {
      cells[CELL.GC_RESTS] = (cells[CELL.GC_RESTS] as number) + 1;
      observer.disconnect();
    }
  }

  const isLarge = () => v8.getHeapStatistics().used_heap_size >= LARGE_HEAP_BYTES;

  /** A heap that has grown while the observer rests is looked for every now and then. */
  function findsGrowth(now: number): boolean {
    if (restsLarge || now < sizeMs) return false;
    sizeMs = now + SIZE_EVERY_MS;
    return isLarge();
  }

  function restIfIdle(now: number): void {
    const spanMs = now - judgedMs;
    const { ms, count } = judged;
    const large = isLarge();
    const cheap = ms < count * CHEAP_MS && count * 1000 > spanMs * MANY_A_SECOND;
    changeMs = now + AWAKE_MS;
    judgedMs = now;
    judged = { ms: 0, count: 0 };
    if (large ? !cheap : ms > spanMs * WORTH_COUNTING) return;
    restsLarge = large;
    changeMs = now + (large ? LARGE_HEAP_REST_MS : AT_REST_MS);
    setAwake(now, false);
  }

  function wake(now: number): void {
    if (awake) return;
    changeMs = now + AWAKE_MS;
    setAwake(now, true);
  }

  undo.onUndo(() => observer.disconnect());
  setAwake(nowMs(), true);
  changeMs = nowMs() + AWAKE_MS;

  return {
    look() {
      const now = nowMs();
      const markMs = cells[CELL.MARK_MS] as number;
      // A look that was late itself may have come between two turns.
      if (turn.markMs !== markMs) {
        turn = { markMs, firstMs: now };
        wake(now);
      } else if (awake && now - turn.firstMs > LONGEST_TURN_MS) {
        note(observer.takeRecords());
        setAwake(now, false);
        changeMs = now;
      }
    },
    within(markMs, fromMs, toMs) {
      note(observer.takeRecords());
      let ms = 0;
      for (const { startMs, endMs } of recent) ms += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
      const seenMs = Math.max(fromMs, wokenMs);
      if (seenMs === fromMs) return ms;
      // As with the looks, what was seen stands for the start that nobody saw.
      const firstSeen = turn.markMs === markMs && wokenMs < toMs;
      return firstSeen ? Math.min(1, ms / Math.max(1, toMs - seenMs)) * (toMs - fromMs) : null;
    },
    beat() {
      const now = nowMs();
      if (awake) {
        if (now < changeMs) return;
        note(observer.takeRecords());
        restIfIdle(now);
      } else if (now >= changeMs || findsGrowth(now)) {
        wake(now);
      }
    },
  };
}

export = { watchGc };
