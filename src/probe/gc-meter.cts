/**
 * Collections within a long turn, while it lasts: Node's observer hears of them only when the loop turns, which is never
 * for a process that dies first. V8's own meter can be read at any time, but one that was stopped goes on counting, for
 * nobody, until a full collection takes it away (all Nodes from 20 to 26): so few are made, and none where some are left.
 */
import v8 = require('node:v8');
import layout = require('./shared.cjs');
import undo = require('./undo.cjs');

const { CELL } = layout;

/** A turn that lasts for so long may not end. */
const FROM_MS = 250;
/** Each reading takes a new meter: the next is made when the turn has lasted this many times as long. */
const READ_AGAIN = 2.5;
/** Meters that have been stopped since the last full collection. */
const MAX_LEFT = 4;

type SharedMemory = ReturnType<typeof layout.shared>;
type Profiler = { start(): void; stop(): { statistics: readonly { cost: number }[] } | undefined };

interface GcMeter {
  /** At each look: starts the meter in a long turn, keeps the shared total fresh. */
  look(): void;
  /** The turn is over: ms in collections since the meter began; null where it did not. */
  end(): number | null;
}

function makeGcMeter({ cells }: SharedMemory, nowMs: () => number): GcMeter {
  const Meter = (v8 as unknown as { GCProfiler?: new () => Profiler }).GCProfiler;
  if (Meter === undefined) return { look() {}, end: () => null };
  let profiler: Profiler | null = null;
  let nextMs = 0;
  let left: WeakRef<Profiler>[] = [];

  undo.onUndo(() => profiler?.stop());

  const start = (now: number, sinceMs: number): void => {
    left = left.filter((each) => each.deref() !== undefined);
    if (left.length >= MAX_LEFT) return;
    profiler = new Meter();
    profiler.start();
    nextMs = now + (now - sinceMs) * (READ_AGAIN - 1);
  };

  function read(): void {
    if (profiler === null) return;
    let ms = 0;
    for (const { cost } of profiler.stop()?.statistics ?? []) ms += cost / 1000;
    left.push(new WeakRef(profiler));
    profiler = null;
    cells[CELL.GC_IN_STALL_MS] = (cells[CELL.GC_IN_STALL_MS] as number) + ms;
  }

  return {
    look() {
      const now = nowMs();
      const sinceMs = cells[CELL.MARK_MS] as number;
      if (profiler === null) {
        if (now - sinceMs >= FROM_MS) start(now, sinceMs);
      } else if (now >= nextMs) {
        read();
        start(now, sinceMs);
      }
    },
    end() {
      if (profiler === null) return null;
      read();
      return cells[CELL.GC_IN_STALL_MS] as number;
    },
  };
}

export = { makeGcMeter };
