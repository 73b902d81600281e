/**
 * The pulse of a loop: an unref'd timer and, when that comes late, an immediate behind it. Only when both have come round
 * has the loop really turned: a timer between two slow timers of the same pass would say "alive" while every socket waits.
 */
import perf = require('node:perf_hooks');
import layout = require('./shared.cjs');
import slumber = require('./slumber.cjs');
import triggers = require('./trigger.cjs');

import type { Message } from './messages.cjs';

const { PULSE_MS, IDLE_PULSE_MS, SLUMBER_PULSE_MS, COUNT_EVERY_MS, LATE_AFTER_MS, LATE_GAP_MS, WORD, CELL, bucketOf } =
  layout;

/** A beat that is late by more than this may stand between two slow callbacks of one pass: the pass must end before it counts. */
const LATE_BEAT_MS = 5;
/** A pass that began this recently has not been held up itself: what made the beat late was a pass before it. */
const FRESH_PASS_MS = 5;
const SOMETIMES_EVERY_MS = 1000;
/** A loop that waited for this share of its time, for this long, is idle. */
const IDLE_SHARE = 0.95;
const IDLE_AFTER_MS = 500;
/** Idle for this long, it slumbers. */
const SLUMBER_AFTER_MS = 1000;
/** Short work does not end a slumber (one request, a collection by V8 when all is quiet), unless more comes within this time. */
const STIR_MS = 200;
/** Waiting for events this long, in all, ends the startup of a CommonJS program: its first idle poll. */
const FIRST_IDLE_MS = 0.05;
/** Node reads the files of ES modules through the loop before the program's first line: those waits are not its own. */
const FIRST_IDLE_ESM_MS = 5;

const { setInterval: startInterval, clearInterval: stopInterval, setImmediate: onCheck } = globalThis;

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
  /** Beats no more. */
  stop(): void;
}

interface PulseDeps {
  readonly shared: SharedMemory;
  readonly nowMs: () => number;
  readonly tell: (message: Message) => void;
  /** Ms in collections within a late turn, as far as Node has told; null where that is not known. */
  readonly gc: { within(markMs: number, fromMs: number, toMs: number): number | null };
  /** Ms in collections since the meter of a long turn began; null where it did not. */
  readonly endGcMeter: () => number | null;
  /** How long ago the present pass of the loop began, ms. */
  readonly passAgeMs: () => number;
  /** After each beat; `lateAtMs` when it ended a late turn. */
  readonly afterBeat: (timer: unknown, lateAtMs: number | null) => void;
  /** What need not be done at every beat. */
  readonly sometimes: () => void;
  /** The program's startup was over before the first beat. */
  readonly isRunning: boolean;
}

/** What the call counters have gained since it was last asked or reset. */
function callGains({ words, callCounts, callMs }: SharedMemory) {
  const counts = new Float64Array(callCounts.length);
  const times = new Float64Array(callMs.length);
  let calls = -1;
  return {
    reset() {
      if (words[WORD.CALL_SEQ] === calls) return;
      calls = words[WORD.CALL_SEQ] as number;
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

function makePulse(deps: PulseDeps): Pulse {
  const { shared, nowMs, tell, gc, endGcMeter, afterBeat, passAgeMs, sometimes, isRunning } = deps;
  const { cells, words, delays } = shared;
  const gains = callGains(shared);
  const nodeTiming = perf.performance.nodeTiming as typeof perf.performance.nodeTiming & {
    readonly uvMetricsInfo: { readonly loopCount: number };
  };
  let timer: NodeJS.Timeout | undefined;
  let lastMs = 0;
  let lastIdleMs = 0;
  let lastLoopCount = 0;
  let startIdleMs = 0;
  let running = false;
  let sometimesAtMs = 0;
  let pulseMs: number = PULSE_MS;
  let idleSinceMs = 0;
  let stirredMs = Number.NEGATIVE_INFINITY;

  let inCheck = false;
  /** A turn that is waiting to be told of, if the process does not leave first. */
  let unsaid: (() => void) | null = null;
  function sayUnsaid(): void {
    const say = unsaid;
    unsaid = null;
    say?.();
  }
  const sayInCheck = () => safely(sayUnsaid);

  /** `beatMs`: how long after the mark a beat was due. */
  function tellTurn(ended: Ending, fromMs: number, toMs: number, busyMs: number, beatMs: number): void {
    const { loopCount } = nodeTiming.uvMetricsInfo;
    const passes = loopCount - lastLoopCount;
    const calls = gains.list();
    const metered = endGcMeter();
    const say = () => {
      // Node tells of collections after the pass: a process that left in mid-pass was told of none.
      const observed = ended === 'exit' ? null : gc.within(fromMs, toMs - busyMs, toMs);
      const gcMs = observed === null ? metered : Math.max(observed, metered ?? 0);
      tell({ m: 'turn', fromMs, toMs, busyMs, pulseMs: beatMs, passes, ended, gcMs, calls });
    };
    // In the timers' phase Node has not yet told of collections: it does so before the immediates.
    if (ended === 'turn' && !inCheck) {
      unsaid = say;
      onCheck(sayInCheck);
    } else {
      say();
    }
  }

  function beatEvery(ms: number): void {
    if (timer !== undefined) stopInterval(timer);
    pulseMs = ms;
    cells[CELL.PULSE_MS] = ms;
    words[WORD.SLUMBERS] = ms === SLUMBER_PULSE_MS ? 1 : 0;
    timer = startInterval(beat, ms);
    timer.unref();
  }

  /** The pulse is slow while the loop is idle, and quick again with the first beat that finds it was not. */
  function tune(now: number, gapMs: number, idleMs: number): void {
    // Of a slumber only the time since the monitor's last count is looked at: against that alone the beat itself would count.
    const spanMs = pulseMs === SLUMBER_PULSE_MS ? Math.max(gapMs, COUNT_EVERY_MS) : gapMs;
    const busyMs = gapMs - idleMs;
    if (busyMs > (1 - IDLE_SHARE) * spanMs) {
      const isStir = pulseMs === SLUMBER_PULSE_MS && busyMs <= LATE_GAP_MS && now - stirredMs > STIR_MS;
      stirredMs = now;
      if (!isStir) {
        idleSinceMs = now;
        if (pulseMs !== PULSE_MS) beatEvery(PULSE_MS);
      }
    } else if (pulseMs === PULSE_MS && now - idleSinceMs >= IDLE_AFTER_MS) {
      beatEvery(IDLE_PULSE_MS);
    } else if (pulseMs === IDLE_PULSE_MS && now - idleSinceMs >= SLUMBER_AFTER_MS && words[WORD.COUNTS_RUNS] === 1) {
      if (waker !== null) beatEvery(SLUMBER_PULSE_MS);
    }
    if (pulseMs === SLUMBER_PULSE_MS) waker?.arm();
  }

  /** The monitor knows up to when a slumbering thread has not run: that was waiting, if it agrees with libuv's clock. */
  function skipSlumber(now: number, idle: number): void {
    const quietMs = cells[CELL.QUIET_MS] as number;
    const sleptMs = quietMs - lastMs;
    if (sleptMs <= 0 || now - lastMs - (idle - lastIdleMs) > now - quietMs) return;
    lastMs = quietMs;
    lastIdleMs += sleptMs;
  }

  /** A fault of the probe's own is told as a shut eye, and never becomes the target's uncaught error. */
  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      tell({ m: 'eye', eye: 'monitor', reason: `the probe failed: ${(error as Error).message}` });
    }
  }

  const turn = (ended: Ending, isPoked = false) => safely(() => comeRound(ended, isPoked));

  function startupIsOver(): void {
    running = true;
    tell({ m: 'mark', name: 'running', atMs: lastMs, counts: layout.countsSoFar(shared) });
  }

  function comeRound(ended: Ending, isPoked: boolean): void {
    sayUnsaid();
    const now = nowMs();
    const idle = nodeTiming.idleTime;
    const wholeGapMs = now - lastMs;
    const slumbered = pulseMs === SLUMBER_PULSE_MS;
    if (slumbered) skipSlumber(now, idle);
    const gapMs = now - lastMs;
    const busyMs = gapMs - (idle - lastIdleMs);
    const dueMs = isPoked ? (cells[CELL.POKED_MS] as number) : lastMs - (wholeGapMs - gapMs) + SLUMBER_PULSE_MS;
    const beatMs = slumbered ? dueMs - lastMs : pulseMs;
    const heldMs = slumbered && busyMs > LATE_GAP_MS ? busyMs : 0;
    const delayMs = Math.max(gapMs - beatMs, heldMs, 0);
    // A slow pulse may hide a stall that began right after a beat: what the loop was not waiting for tells of it.
    const late = delayMs > LATE_AFTER_MS || (gapMs > LATE_GAP_MS && busyMs > LATE_GAP_MS);
    if (ended !== 'exit') {
      const bucket = bucketOf(Math.min(delayMs * 1000, 0x7fffffff) | 0);
      // A slow beat in time stands for the quick ones that it saved.
      const saved = slumbered ? Math.max(1, wholeGapMs / PULSE_MS) : pulseMs / PULSE_MS;
      delays[bucket] = (delays[bucket] as number) + (late ? 1 : saved);
      if (delayMs > (cells[CELL.MAX_DELAY_MS] as number)) cells[CELL.MAX_DELAY_MS] = delayMs;
    }
    if (!running && idle - startIdleMs > (process.mainModule === undefined ? FIRST_IDLE_ESM_MS : FIRST_IDLE_MS)) {
      startupIsOver();
    }
    if (late) tellTurn(ended, lastMs, now, busyMs, beatMs);
    afterBeat(timer, late ? now : null);
    gains.reset();
    if (ended === 'turn') tune(now, gapMs, idle - lastIdleMs);
    lastMs = now;
    lastLoopCount = nodeTiming.uvMetricsInfo.loopCount;
    lastIdleMs = idle;
    cells[CELL.IDLE_MS] = idle + restIdleMs;
    cells[CELL.MARK_MS] = now;
    if (now - sometimesAtMs >= SOMETIMES_EVERY_MS) {
      sometimesAtMs = now;
      sometimes();
    }
  }

  const mark = () => turn('turn');
  const markInCheck = (isPoked = false) => {
    inCheck = true;
    turn('turn', isPoked);
    inCheck = false;
  };
  const markInTurn = () => markInCheck();
  const markPokedInCheck = () => markInCheck(true);
  const beatOnce = () => {
    if (nowMs() - lastMs <= pulseMs + LATE_BEAT_MS || passAgeMs() < FRESH_PASS_MS) mark();
    // A slow timer of this very pass came before the beat, and others may follow. A ref'd immediate on purpose: an unref'd
    // one waits for the next event. It is gone by the end of this pass, so it keeps nothing alive.
    else onCheck(markInTurn);
  };
  const beat = () => safely(beatOnce);
  const poked = () => {
    if (words[WORD.SLUMBERS] === 0) return;
    const isInTime = nowMs() - (cells[CELL.POKED_MS] as number) <= LATE_BEAT_MS;
    if (isInTime || passAgeMs() < FRESH_PASS_MS) turn('turn', true);
    else onCheck(markPokedInCheck);
  };
  for (const own of [beat, markInTurn, markPokedInCheck, sayInCheck]) triggers.ownCallbacks.add(own);
  const waker = slumber.makeWaker(shared, () => safely(poked));

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
    stop() {
      stopInterval(timer);
      words[WORD.SLUMBERS] = 0;
    },
    start() {
      lastMs = nowMs();
      lastLoopCount = nodeTiming.uvMetricsInfo.loopCount;
      lastIdleMs = startIdleMs = nodeTiming.idleTime;
      cells[CELL.MARK_MS] = lastMs;
      sometimesAtMs = idleSinceMs = lastMs;
      if (isRunning) startupIsOver();
      beatEvery(PULSE_MS);
      // The first pass ends here, with Node's own notes of collections delivered just before.
      onCheck(markInTurn);
    },
  };
}

export = { makePulse };
export type { Pulse };
