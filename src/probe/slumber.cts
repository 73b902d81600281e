/**
 * A loop that has been idle for a while slumbers: its pulse beats once a second, and what tells that it woke in between is
 * the system's own count of the times that its thread was given a core (Linux: the third figure of schedstat). A thread
 * that has not run since the last count has certainly done nothing. One that has is poked: it beats at once, or is held up.
 */
import layout = require('./shared.cjs');

const { COUNT_EVERY_MS, LATE_AFTER_MS, WORD, CELL } = layout;

/** A thread that has worked this long since the last count is more likely held up than not: */
const HOT_NS = 8e6;
/** one that is not answers a poke within this time. */
const HOT_LATE_MS = 4;
/** A look that comes a little early counts too. */
const EARLY_MS = 10;

type SharedMemory = ReturnType<typeof layout.shared>;
interface Schedule {
  readonly cpuNs: number;
  readonly runs: number;
}

interface SlumberWatch<S extends Schedule> {
  /**
   * Looks at the count. `markMs`: the latest moment up to which the thread has certainly not been held up; `figures`: the
   * thread's at that moment, where they are new. `dueMs`: when to look again; where it `isPoked`, it is late by then.
   */
  look(nowMs: number): {
    readonly markMs: number;
    readonly figures: S | null;
    readonly dueMs: number;
    readonly isPoked: boolean;
  };
}

/** The counts go with the beats, not with what woke the monitor in between. */
function nextCountMs(markMs: number, nowMs: number): number {
  return markMs + COUNT_EVERY_MS * (Math.floor((nowMs + EARLY_MS - markMs) / COUNT_EVERY_MS) + 1);
}

/** Watches one loop from the monitor's thread. `readSchedule`: null where the system does not tell. */
function watchSlumber<S extends Schedule>(
  { words, cells }: SharedMemory,
  readSchedule: () => S | null,
): SlumberWatch<S> {
  let seenMarkMs = -1;
  let last: S | null = null;
  let countAtMs = 0;
  let pokedMs: number | null = null;
  let patienceMs = LATE_AFTER_MS;
  if ((readSchedule()?.runs ?? 0) > 0) words[WORD.COUNTS_RUNS] = 1;

  return {
    look(nowMs) {
      const markMs = cells[CELL.MARK_MS] as number;
      if (markMs !== seenMarkMs) {
        // It has beaten since: what it did before is over.
        seenMarkMs = markMs;
        pokedMs = null;
        countAtMs = nextCountMs(markMs, nowMs);
        last = readSchedule();
        cells[CELL.QUIET_MS] = markMs;
        return { markMs, figures: last, dueMs: countAtMs, isPoked: false };
      }
      const quietMs = cells[CELL.QUIET_MS] as number;
      if (pokedMs !== null) return { markMs: quietMs, figures: null, dueMs: pokedMs + patienceMs, isPoked: true };
      if (nowMs < countAtMs - EARLY_MS) return { markMs: quietMs, figures: null, dueMs: countAtMs, isPoked: false };
      const now = readSchedule();
      countAtMs = nextCountMs(markMs, nowMs);
      if (now !== null && last !== null && now.runs === last.runs && now.cpuNs === last.cpuNs) {
        cells[CELL.QUIET_MS] = nowMs;
        return { markMs: nowMs, figures: now, dueMs: countAtMs, isPoked: false };
      }
      pokedMs = nowMs;
      const isHot = now !== null && last !== null && now.cpuNs - last.cpuNs >= HOT_NS;
      patienceMs = isHot ? HOT_LATE_MS : LATE_AFTER_MS;
      cells[CELL.POKED_MS] = nowMs;
      words[WORD.POKED] = 1;
      Atomics.notify(words, WORD.POKED);
      return { markMs: quietMs, figures: null, dueMs: nowMs + patienceMs, isPoked: true };
    },
  };
}

/** Wakes this thread's loop when the monitor pokes it; keeps nothing alive. Null where this Node cannot. */
function makeWaker({ words }: SharedMemory, woken: () => void): { arm(): void } | null {
  const { waitAsync } = Atomics as typeof Atomics & {
    waitAsync?: (words: Int32Array, index: number, value: number) => { async: boolean; value: Promise<string> };
  };
  if (waitAsync === undefined) return null;
  const { then } = Promise.prototype;
  const { apply } = Reflect;
  let isArmed = false;
  const come = () => {
    isArmed = false;
    woken();
  };
  return {
    arm() {
      if (isArmed) return;
      words[WORD.POKED] = 0;
      const { async, value } = apply(waitAsync, Atomics, [words, WORD.POKED, 0]);
      if (!async) return;
      isArmed = true;
      apply(then, value, [come]);
    },
  };
}

export = { watchSlumber, makeWaker };
