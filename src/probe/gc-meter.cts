/**
 * Collections within a stall, while it lasts. The observer hears of them only when the loop turns, which is never for a
 * process that dies in the stall; V8's own meter can be read at any time. It runs in stalls only.
 */
import v8 = require('node:v8');
import layout = require('./shared.cjs');

const { CELL } = layout;

/** Reading makes and takes apart one object a collection. */
const READ_EVERY_MS = 100;

type SharedMemory = ReturnType<typeof layout.shared>;
type Profiler = { start(): void; stop(): { statistics: readonly { cost: number }[] } | undefined };

interface GcMeter {
  /** At each look: starts the meter at the first, keeps the shared total fresh at the others. */
  look(): void;
  /** The stall is over: ms in collections since its first look; null where nothing was measured. */
  end(): number | null;
}

function makeGcMeter({ cells }: SharedMemory, nowMs: () => number): GcMeter {
  const Profiler = (v8 as unknown as { GCProfiler?: new () => Profiler }).GCProfiler;
  if (Profiler === undefined) return { look() {}, end: () => null };
  let profiler: Profiler | null = null;
  let readMs = 0;

  function read(): void {
    let ms = 0;
    for (const { cost } of profiler?.stop()?.statistics ?? []) ms += cost / 1000;
    cells[CELL.GC_IN_STALL_MS] = (cells[CELL.GC_IN_STALL_MS] as number) + ms;
    readMs = nowMs();
  }

  return {
    look() {
      if (profiler === null) {
        cells[CELL.GC_IN_STALL_MS] = 0;
        profiler = new Profiler();
        profiler.start();
        readMs = nowMs();
      } else if (nowMs() - readMs >= READ_EVERY_MS) {
        read();
        profiler.start();
      }
    },
    end() {
      if (profiler === null) return null;
      read();
      profiler = null;
      return cells[CELL.GC_IN_STALL_MS] as number;
    },
  };
}

export = { makeGcMeter };
