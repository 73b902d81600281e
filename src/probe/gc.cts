/**
 * Collections, as V8's own meter counts them (`v8.GCProfiler`). It costs a sixth of what Node's PerformanceObserver does,
 * and can be read in the middle of a stall; but it tells how long each collection took and not when, so it is read at
 * every look and at the end of every late turn, which tells the time as closely as anybody asks.
 *
 * Each collection that it counts still costs 0.05 ms. So it rests while there is nothing to fear: the heap is small, and
 * what it saw when it last woke were short collections and few.
 */
import v8 = require('node:v8');
import layout = require('./shared.cjs');

import type { Message } from './messages.cjs';

const { CELL, LATE_GAP_MS } = layout;

/** Shorter collections are summed, not told one by one. */
const TELL_FROM_MS = 1;
/** Collections told of one turn at most. */
const MAX_TOLD = 500;
/** A collection this long has made a beat late: it can't have passed unnoticed before the turn that is late now. */
const OWN_LATENESS_MS = LATE_GAP_MS - 5;

/** To collect a heap of this size, all of it, may hold a loop up. */
const LARGE_HEAP_BYTES = 48 * 1024 * 1024;
/** How long the meter is awake at a time, at least, and how long it rests in between. */
const AWAKE_MS = 200;
const AT_REST_MS = 2000;
/** It goes on for as long as collections take this share of the time. */
const WORTH_COUNTING = 0.1;

type SharedMemory = ReturnType<typeof layout.shared>;
type Profiler = {
  start(): void;
  stop(): { readonly statistics: readonly { readonly cost: number; readonly gcType: string }[] } | undefined;
};
type Kind = Extract<Message, { m: 'gc' }>['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  Scavenge: 'minor',
  MinorMarkCompact: 'minor',
  MinorMarkSweep: 'minor',
  MarkSweepCompact: 'major',
  IncrementalMarking: 'incremental',
  ProcessWeakCallbacks: 'weakcb',
};

interface Collection {
  readonly ms: number;
  readonly kind: Kind;
}

const total = (collections: readonly Collection[]) => collections.reduce((sum, { ms }) => sum + ms, 0);

interface GcWatch {
  /** At each look at a late turn. Tells nothing yet: the thread may be in the middle of telling something else. */
  look(): void;
  /** At the end of a late turn, which held the loop from `fromMs` on: ms in collections within; null where unknown. */
  endTurn(markMs: number, fromMs: number, toMs: number): number | null;
  /** At each beat: wakes the meter, or puts it to rest. */
  beat(): void;
  /** Now and then while the loop turns: keeps the totals fresh. */
  sum(): void;
}

/** Begins to count. */
function watchGc(shared: SharedMemory, nowMs: () => number, tell: (message: Message) => void): GcWatch {
  const { cells } = shared;
  const Meter = (v8 as unknown as { GCProfiler?: new () => Profiler }).GCProfiler;
  if (Meter === undefined) {
    tell({ m: 'eye', eye: 'gc', reason: `Node ${process.version} has no v8.GCProfiler` });
    return { look() {}, endTurn: () => null, beat() {}, sum() {} };
  }
  const meter = new Meter();
  meter.start();
  let awake = true;
  /** When it goes to rest, or wakes. */
  let changeMs = nowMs() + AWAKE_MS;
  let wokenMs = nowMs();
  let sinceWokenMs = 0;
  /**
   * The look that a turn (the one after the mark) was first seen by, what the meter held then (null: it was at rest), and
   * the sum since.
   */
  let turn: {
    markMs: number;
    firstMs: number;
    before: readonly Collection[] | null;
    afterMs: number;
  } | null = null;
  let untold: Extract<Message, { m: 'gc' }>[] = [];

  /** Takes over what the meter holds, oldest first. */
  function take(): Collection[] {
    if (!awake) return [];
    const rows = (meter.stop()?.statistics ?? []).map(({ cost, gcType }) => ({
      ms: cost / 1000,
      kind: KINDS[gcType] ?? 'unknown',
    }));
    meter.start();
    for (const { ms } of rows) sinceWokenMs += ms;
    cells[CELL.GC_MS] = (cells[CELL.GC_MS] as number) + total(rows);
    cells[CELL.GC_COUNT] = (cells[CELL.GC_COUNT] as number) + rows.length;
    return rows;
  }

  /** For `ms` at least. */
  function wake(ms: number): void {
    const now = nowMs();
    changeMs = Math.max(awake ? changeMs : 0, now + ms);
    if (awake) return;
    awake = true;
    cells[CELL.GC_AT_REST] = 0;
    wokenMs = now;
    sinceWokenMs = 0;
    meter.start();
  }

  function rest(): void {
    take();
    const now = nowMs();
    if (sinceWokenMs > (now - wokenMs) * WORTH_COUNTING) {
      wokenMs = now;
      sinceWokenMs = 0;
      changeMs = now + AWAKE_MS;
      return;
    }
    meter.stop();
    awake = false;
    cells[CELL.GC_AT_REST] = 1;
    changeMs = now + AT_REST_MS;
    cells[CELL.GC_RESTS] = (cells[CELL.GC_RESTS] as number) + 1;
  }

  /** Notes them as one after the other, the last one ending at `endMs`: a thread looks up as soon as it may. */
  function note(collections: readonly Collection[], endMs: number): void {
    let untilMs = endMs;
    for (let i = collections.length - 1; i >= 0; i--) {
      const { ms, kind } = collections[i] as Collection;
      untilMs -= ms;
      if (ms >= TELL_FROM_MS && untold.length < MAX_TOLD)
        untold.push({ m: 'gc', startMs: untilMs, durationMs: ms, kind });
    }
  }

  function tellAll(): void {
    const noted = untold;
    untold = [];
    for (const message of noted) tell(message);
  }

  /** Those that surely happened in the late turn, of all since the last time that the meter was read. */
  const surely = (collections: readonly Collection[]) => collections.filter(({ ms }) => ms >= OWN_LATENESS_MS);

  return {
    look() {
      const now = nowMs();
      const counted = awake;
      const collections = take();
      wake(AWAKE_MS);
      const markMs = cells[CELL.MARK_MS] as number;
      // A look that was late itself may have come between two turns.
      if (turn?.markMs !== markMs) {
        turn = { markMs, firstMs: now, before: counted ? collections : null, afterMs: 0 };
        untold = [];
        note(surely(collections), now);
        cells[CELL.GC_IN_STALL_MS] = total(surely(collections));
        return;
      }
      turn.afterMs += total(collections);
      note(collections, now);
      cells[CELL.GC_IN_STALL_MS] = (cells[CELL.GC_IN_STALL_MS] as number) + total(collections);
    },
    endTurn(markMs, fromMs, toMs) {
      const counted = awake;
      const collections = take();
      const seen = turn;
      turn = null;
      wake(AWAKE_MS);
      if (seen?.markMs !== markMs) {
        if (!counted) return null;
        const sure = surely(collections);
        untold = [];
        note(sure, toMs);
        tellAll();
        return total(sure);
      }
      note(collections, toMs);
      tellAll();
      const afterMs = seen.afterMs + total(collections);
      const share = Math.min(1, afterMs / Math.max(1, toMs - seen.firstMs));
      // As with the looks, what was seen stands for the start that nobody saw.
      if (seen.before === null) return Math.max(0, seen.firstMs - fromMs) * share + afterMs;
      const sureMs = total(surely(seen.before));
      // Of the short ones before the first look, some may be from before the turn: no more of it than of the rest.
      const unseenMs = Math.max(0, seen.firstMs - fromMs - sureMs);
      return sureMs + Math.min(total(seen.before) - sureMs, unseenMs * share) + afterMs;
    },
    beat() {
      if (nowMs() < changeMs && awake) return;
      const large = v8.getHeapStatistics().used_heap_size >= LARGE_HEAP_BYTES;
      if (large) wake(AWAKE_MS);
      else if (nowMs() >= changeMs) {
        if (awake) rest();
        else wake(AWAKE_MS);
      }
    },
    sum() {
      take();
    },
  };
}

export = { watchGc };
