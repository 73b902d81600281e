/**
 * The pulse of a loop: an unref'd timer and, when that comes late, an immediate behind it. Only when both have come round
 * has the loop really turned: a timer between two slow timers of the same pass would say "alive" while every socket waits.
 */
import perf = require('node:perf_hooks');
import layout = require('./shared.cjs');
import triggers = require('./trigger.cjs');

import type { Message } from './messages.cjs';

const { PULSE_MS, LATE_GAP_MS, WORD, CELL, bucketOf } = layout;

/** A beat after more than this may stand between two slow callbacks of one pass: the pass must end before it counts. */
const LATE_BEAT_MS = PULSE_MS + 5;
/** A pass that began this recently has not been held up itself: what made the beat late was a pass before it. */
const FRESH_PASS_MS = 5;
/** Marks between two calls of `sometimes`: about a second. */
const SOMETIMES_EVERY = 50;
/** Waiting for events this long, in all, ends the startup of a CommonJS program: its first idle poll. */
const FIRST_IDLE_MS = 0.05;
/** Node reads the files of ES modules through the loop before the program's first line: those waits are not its own. */
const FIRST_IDLE_ESM_MS = 5;

const { setInterval: startInterval, setImmediate: onCheck } = globalThis;

type SharedMemory = ReturnType<typeof layout.shared>;

type Ending = Extract<Message, { m: 'turn' }>['ended'];

interface Pulse {
  /** The loop has come round now. */
  mark(): void;
  /** The loop has run dry. */
  runDry(): void;
  /** The process leaves in the middle of a pass, or after the loop ran dry. */
  leave(): void;
  /** The thread begins to wait for work outside of its loop, and has got it: the time between is idle. */
  rest(): void;
  wake(): void;
  /** Begins to beat; the first gap starts now. */
  start(): void;
}

interface PulseDeps {
  readonly shared: SharedMemory;
  readonly nowMs: () => number;
  readonly tell: (message: Message) => void;
  readonly gc: { take(): void; within(fromMs: number, toMs: number): number };
  /** Ms in collections since the first look of the stall; null where there was none. */
  readonly endGcMeter: () => number | null;
  /** How long ago the present pass of the loop began, ms. */
  readonly passAgeMs: () => number;
  /** After each beat; `lateAtMs` when it ended a late turn. */
  readonly afterBeat: (timer: unknown, lateAtMs: number | null) => void;
  /** What need not be done at every beat. */
  readonly sometimes: () => void;
}

/** What the call counters have gained since it was last asked or reset. */
function callGains({ callCounts, callMs }: SharedMemory) {
  const counts = new Float64Array(callCounts.length);
  const times = new Float64Array(callMs.length);
  return {
    reset() {
      counts.set(callCounts);
      times.set(callMs);
    },
    list() {
      const gains: [number, number, number][] = [];
      for (let api = 1; api < counts.length; api++) {
        const count = (callCounts[api] as number) - (counts[api] as number);
        const ms = (callMs[api] as number) - (times[api] as number);
        if (count > 0 || ms > 0) gains.push([api, count, ms]);
      }
      return gains;
    },
  };
}

function makePulse({ shared, nowMs, tell, gc, endGcMeter, afterBeat, passAgeMs, sometimes }: PulseDeps): Pulse {
  const { cells, words, delays } = shared;
  const gains = callGains(shared);
  const nodeTiming = perf.performance.nodeTiming as typeof perf.performance.nodeTiming & {
    readonly uvMetricsInfo: { readonly loopCount: number };
  };
  let timer: NodeJS.Timeout | undefined;
  let lastMs = 0;
  let lastIdleMs = 0;
  let lastLoopCount = 0;
  let inCheck = false;
  let startIdleMs = 0;
  let running = false;
  let untilSometimes = SOMETIMES_EVERY;

  /** A turn that is waiting to be told of, if the process does not leave first. */
  let unsaid: (() => void) | null = null;
  function sayUnsaid(): void {
    const say = unsaid;
    unsaid = null;
    say?.();
  }

  function tellTurn(ended: Ending, fromMs: number, toMs: number, busyMs: number): void {
    const { loopCount } = nodeTiming.uvMetricsInfo;
    const passes = loopCount - lastLoopCount;
    const calls = gains.list();
    const metered = endGcMeter();
    const say = () => {
      gc.take();
      const observed = gc.within(toMs - busyMs, toMs);
      // Node tells of collections after the pass: a process that left in mid-pass was told of none.
      const gcMs = ended === 'exit' ? metered : Math.max(observed, metered ?? 0);
      tell({ m: 'turn', fromMs, toMs, busyMs, passes, ended, gcMs, calls });
    };
    // In the timers' phase Node has not yet told of collections: it does so before the immediates.
    if (ended === 'turn' && !inCheck) {
      unsaid = say;
      onCheck(() => safely(sayUnsaid));
    } else {
      say();
    }
  }

  /** A fault of the probe's own is told as a shut eye, and never becomes the target's uncaught error. */
  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      tell({ m: 'eye', eye: 'monitor', reason: `the probe failed: ${(error as Error).message}` });
    }
  }

  const turn = (ended: Ending) => safely(() => comeRound(ended));

  function comeRound(ended: Ending): void {
    sayUnsaid();
    const now = nowMs();
    const idle = nodeTiming.idleTime;
    const gapMs = now - lastMs;
    const delayMs = Math.max(gapMs - PULSE_MS, 0);
    if (ended !== 'exit') {
      const bucket = bucketOf(Math.min(delayMs * 1000, 0x7fffffff) | 0);
      delays[bucket] = (delays[bucket] as number) + 1;
      if (delayMs > (cells[CELL.MAX_DELAY_MS] as number)) cells[CELL.MAX_DELAY_MS] = delayMs;
    }
    if (!running && idle - startIdleMs > (process.mainModule === undefined ? FIRST_IDLE_ESM_MS : FIRST_IDLE_MS)) {
      running = true;
      tell({ m: 'mark', name: 'running', atMs: lastMs });
    }
    if (gapMs > LATE_GAP_MS) tellTurn(ended, lastMs, now, gapMs - (idle - lastIdleMs));
    afterBeat(timer, gapMs > LATE_GAP_MS ? now : null);
    gains.reset();
    lastMs = now;
    lastLoopCount = nodeTiming.uvMetricsInfo.loopCount;
    lastIdleMs = idle;
    cells[CELL.IDLE_MS] = idle + restIdleMs;
    cells[CELL.MARK_MS] = now;
    if (--untilSometimes === 0) {
      untilSometimes = SOMETIMES_EVERY;
      sometimes();
    }
  }

  const mark = () => turn('turn');
  const markInCheck = () => {
    inCheck = true;
    mark();
    inCheck = false;
  };
  const beatOnce = () => {
    if (nowMs() - lastMs <= LATE_BEAT_MS || passAgeMs() < FRESH_PASS_MS) mark();
    // A slow timer of this very pass came before the beat, and others may follow. A ref'd immediate on purpose: an unref'd
    // one waits for the next event. It is gone by the end of this pass, so it keeps nothing alive.
    else onCheck(markInCheck);
  };
  const beat = () => safely(beatOnce);
  for (const own of [beat, markInCheck]) triggers.ownCallbacks.add(own);

  let restedMs = 0;
  let restIdleMs = 0;

  return {
    mark,
    rest() {
      restedMs = nowMs();
      // No immediate of this thread runs before it wakes.
      if (restedMs - lastMs > LATE_GAP_MS) markInCheck();
      words[WORD.RESTING] = 1;
    },
    wake() {
      const waitedMs = nowMs() - restedMs;
      lastMs += waitedMs;
      restIdleMs += waitedMs;
      cells[CELL.IDLE_MS] = lastIdleMs + restIdleMs;
      cells[CELL.MARK_MS] = lastMs;
      words[WORD.RESTING] = 0;
    },
    runDry: () => turn('dry'),
    leave: () => turn(words[WORD.RAN_DRY] === 1 ? 'turn' : 'exit'),
    start() {
      lastMs = nowMs();
      lastIdleMs = startIdleMs = nodeTiming.idleTime;
      cells[CELL.MARK_MS] = lastMs;
      timer = startInterval(beat, PULSE_MS);
      timer.unref();
      // The first pass ends here, with Node's own notes of collections delivered just before.
      onCheck(markInCheck);
    },
  };
}

export = { makePulse };
