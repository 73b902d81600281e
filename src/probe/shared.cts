/**
 * The memory that the threads of a process share: one block a loop. The loop's thread writes with plain stores (they
 * cost a nanosecond or two), the monitor only reads, but for the words that are its own (LATE, READY, GONE).
 */

/** How often the pulse beats, ms. Shorter costs wake-ups of an idle process, longer blurs where a stall began. */
const PULSE_MS = 20;

/** While the loop has next to nothing to do the pulse beats less often: each wake-up costs an idle process a tenth of a ms. */
const IDLE_PULSE_MS = 60;

/** The pulse of a loop that has been idle for a while, where the system counts how often its thread runs. */
const SLUMBER_PULSE_MS = 1000;

/**
 * How often the runs of a slumbering loop's thread are counted: each count costs a fifth of a ms. Twelve of them end just
 * after the next beat: what begins soon after a beat is not taken for the beat's own work.
 */
const COUNT_EVERY_MS = (SLUMBER_PULSE_MS + 8) / 12;

/** A pulse this much overdue is worth a look: later would miss short stalls, earlier would look at every busy pass. */
const LATE_AFTER_MS = 15;

/** While the pulse is quick, marks further apart than this are told of by the loop itself. */
const LATE_GAP_MS = PULSE_MS + LATE_AFTER_MS;

/** Largest number of timed apis in the table; more are left unwrapped. */
const MAX_APIS = 256;

/** Delays are counted in buckets of at most 12.5 %: eight to an octave of microseconds, up to 2^31 µs. */
const BUCKETS = 240;

/** Words of the Int32Array. */
const WORD = {
  /**
   * Set by the monitor once it has looked through the thread's planned pause. -1 (WANTS_PAUSE) where the thread does not
   * wait for it: it is to make that pause now.
   */
  READY: 0,
  /** Set by the monitor while the pulse is late: short calls are timed and long ones are described. */
  LATE: 1,
  /** Index of the timed call that the thread is inside, 0 for none. */
  CALL: 2,
  /** Counts outermost timed calls: tells one long call from many short ones. */
  CALL_SEQ: 3,
  /** Set by the loop's thread when the process is about to exit, or the probe to be taken out (LEAVING); also what the
   *  monitor sleeps on. */
  EXITING: 4,
  /** Set by the monitor when all is written and the inspector is let go. */
  GONE: 5,
  /** The exit code. */
  EXIT_CODE: 6,
  /** 1 if the loop ran dry before the exit (`beforeExit`). */
  RAN_DRY: 7,
  /** Above 0 while V8 may be asked to end what runs: a look at that moment would swallow the request. */
  HANDS_OFF: 8,
  /** Counts the jobs that were handed to libuv's thread pool. */
  POOL_JOBS: 9,
  /** Set by the monitor while its own small job for the pool has to wait: CELL.POOL_OPEN is wanted. */
  POOL_LATE: 10,
  /** 1 while a worker waits for work in `Atomics.wait`, as pools let it: it stands still because it has nothing to do. */
  RESTING: 11,
  /** Set by the loop's thread when a snapshot is asked for. */
  SNAPSHOT: 12,
  /** Set by the monitor: the system tells it how often this thread runs. */
  COUNTS_RUNS: 13,
  /** 1 while the loop slumbers. */
  SLUMBERS: 14,
  /** Set by the monitor, which then wakes who waits for it: the thread has run while it was to slumber. */
  POKED: 15,
  /** Set by the monitor: the probe is to be taken out. */
  LET_GO: 16,
  /** Counts what the main thread has told the monitor: to look into the port each time costs more than this. */
  TOLD: 17,
  /** Even, so that what follows is aligned. */
  COUNT: 18,
} as const;

/** In READY. */
const WANTS_PAUSE = -1;

/** In EXITING. */
const LEAVING = {
  ENDED: 1,
  /** The process goes on without the probe. */
  DETACHED: 2,
} as const;

/** What the pieces of an attached process's trace have in common. */
const ATTACHED = 'attach';

/** In CALL: no call is timed any more. */
const PASS_THROUGH = -1;

/** In EXIT_CODE: the process ends by a signal. */
const NO_EXIT_CODE = -1;

/** Cells of the Float64Array. Times are ms since the run's origin. */
const CELL = {
  /** The last moment at which the loop had come round. */
  MARK_MS: 0,
  /** Total time the loop has waited for events, at the last mark. */
  IDLE_MS: 1,
  /** Total time in garbage collection, and the number of collections, as far as Node has told. */
  GC_MS: 2,
  GC_COUNT: 3,
  HEAP_USED: 4,
  /** Largest delay of one iteration since the last health line; -1 where Node cannot tell. */
  ITERATION_MAX_MS: 5,
  /** The probe's own work on the thread. */
  PROBE_MS: 6,
  /** Largest delay of a pulse since the monitor set it back to 0. */
  MAX_DELAY_MS: 7,
  /** Time in collections since the first look of the stall that lasts, or lasted last. */
  GC_IN_STALL_MS: 8,
  /** Jobs for the thread pool that are under way, while POOL_LATE asks for it; and the pool's threads. */
  POOL_OPEN: 9,
  POOL_THREADS: 10,
  /** How often the pulse beats now. */
  PULSE_MS: 11,
  /** Times that the meter of collections was put to rest: what came then is not in the totals. */
  GC_RESTS: 12,
  GC_AT_REST: 13,
  /** HTTP requests that this thread's servers began to serve. */
  REQUESTS: 14,
  /** Set by the monitor: the last moment of a slumber up to which the thread has certainly not run. */
  QUIET_MS: 15,
  /** Set by the monitor: when it poked the thread last. */
  POKED_MS: 16,
  /** What it took the thread to put the probe in, waiting for the monitor included where it did wait. */
  SETUP_MS: 17,
  /** Those that were open when they were last counted. */
  OPEN_REQUESTS: 18,
  COUNT: 19,
} as const;

interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  readonly cells: Float64Array;
  /** Calls begun, by api index. */
  readonly callCounts: Float64Array;
  /** Ms inside them, as far as timed. */
  readonly callMs: Float64Array;
  readonly delays: Uint32Array;
}

const WORD_BYTES = WORD.COUNT * 4;
const CELL_BYTES = CELL.COUNT * 8;
const API_BYTES = MAX_APIS * 8;
/** Bytes of one loop's block. */
const BLOCK_BYTES = WORD_BYTES + CELL_BYTES + 2 * API_BYTES + BUCKETS * 4;

/** Lays the views over a block, which begins at `offset` (a multiple of 8); without a buffer, makes one. */
function shared(existing?: SharedArrayBuffer, offset = 0): Shared {
  const buffer = existing ?? new SharedArrayBuffer(BLOCK_BYTES);
  const cellsAt = offset + WORD_BYTES;
  const countsAt = cellsAt + CELL_BYTES;
  return {
    buffer,
    words: new Int32Array(buffer, offset, WORD.COUNT),
    cells: new Float64Array(buffer, cellsAt, CELL.COUNT),
    callCounts: new Float64Array(buffer, countsAt, MAX_APIS),
    callMs: new Float64Array(buffer, countsAt + API_BYTES, MAX_APIS),
    delays: new Uint32Array(buffer, countsAt + 2 * API_BYTES, BUCKETS),
  };
}

/** The timed calls begun so far, `[api, count]`. */
function countsSoFar({ callCounts }: Shared): [api: number, count: number][] {
  const rows: [number, number][] = [];
  for (let api = 1; api < callCounts.length; api++) {
    const count = callCounts[api] as number;
    if (count > 0) rows.push([api, count]);
  }
  return rows;
}

/** The bucket for a delay in whole microseconds (0 … 2^31-1). */
function bucketOf(delayUs: number): number {
  if (delayUs < 8) return delayUs;
  const octave = 31 - Math.clz32(delayUs);
  return (octave - 2) * 8 + ((delayUs >>> (octave - 3)) & 7);
}

/** The largest delay that falls into a bucket, µs. */
function bucketUpToUs(bucket: number): number {
  if (bucket < 8) return bucket;
  const octave = Math.floor(bucket / 8) + 2;
  const step = 2 ** (octave - 3);
  return 2 ** octave + ((bucket % 8) + 1) * step - 1;
}

/** The clock of this thread: ms since the run's origin, from the monotonic clock that all threads share. */
function clockSince(originNs: bigint): () => number {
  // Taken now, so that a program that later installs fake timers does not stop the probe's clock.
  const now = performance.now.bind(performance);
  const offsetMs = Number(process.hrtime.bigint() - originNs) / 1e6 - now();
  return () => now() + offsetMs;
}

export = {
  PULSE_MS,
  IDLE_PULSE_MS,
  SLUMBER_PULSE_MS,
  COUNT_EVERY_MS,
  LATE_AFTER_MS,
  LATE_GAP_MS,
  MAX_APIS,
  BUCKETS,
  BLOCK_BYTES,
  WORD,
  WANTS_PAUSE,
  LEAVING,
  ATTACHED,
  PASS_THROUGH,
  NO_EXIT_CODE,
  CELL,
  shared,
  countsSoFar,
  bucketOf,
  bucketUpToUs,
  clockSince,
};
