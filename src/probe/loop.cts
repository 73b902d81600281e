/**
 * One loop as the monitor sees it. While its pulse is on time there is nothing to do; when it is late the thread is
 * looked at until the loop has turned or the thread is gone.
 */
import type { CallTotal, StallGrowEvent } from '../trace/stall-events.js' with { 'resolution-mode': 'import' };

import layout = require('./shared.cjs');
import recorders = require('./stall-recorder.cjs');
import loopNotes = require('./loop-notes.cjs');
import slumbers = require('./slumber.cjs');

import type { Look, Message, RawStack } from './messages.cjs';

const { PULSE_MS, COUNT_EVERY_MS, LATE_AFTER_MS, WORD, CELL } = layout;
const { ns } = recorders;

/** Looks at the thread in the first part of a stall. */
const LOOK_EVERY_MS = 10;
/** Later looks come at this part of the stall's length. */
const LOOK_PART = 1 / 64;
/** How long after a stall an unanswered look is waited for. */
const LAST_ANSWER_MS = 30;
/** How long the loop's own account of a late turn is waited for: the rest of a pass. */
const LAST_WORD_MS = 500;
const TIMER_ROUNDING_MS = 1;
/** Less work than this changes nothing in what is known of a thread's CPU time. */
const SAME_BUSY_MS = 0.5;
/** One slow callback takes a pass or two; idle wake-ups add a few. */
const MANY_PASSES = 5;
/** A look that found nothing on the stack fell between two callbacks: it is tried again at once, so many times. */
const EMPTY_TRIES = 5;
/** Apis named for one stall. */
const MAX_CALL_TOTALS = 12;

type Recorder = ReturnType<typeof recorders.makeRecorder>;
type Turn = Extract<Message, { m: 'turn' }>;
type Books = Omit<
  Parameters<typeof recorders.makeRecorder>[0],
  'nextStall' | 'sinceMs' | 'latestStartMs' | 'apiName' | 'threadId'
>;
type Schedule = { readonly cpuNs: number; readonly runQueueNs: number; readonly runs: number };

/** The thread's figures at a moment. */
interface Baseline {
  readonly schedule: Schedule | null;
  readonly lateMs: number;
  readonly busyMs: number;
}

/** What was seen of one late turn. */
interface Account {
  /** The mark that it was late after. */
  readonly markMs: number;
  readonly recorder: Recorder | null;
  /** Since when it was watched; null where it was not. */
  readonly sinceMs: number | null;
  readonly start: Baseline;
  readonly end: Baseline;
}

function plus(schedule: Schedule, cpuNs: number, runQueueNs: number): Schedule {
  return { ...schedule, cpuNs: schedule.cpuNs + cpuNs, runQueueNs: schedule.runQueueNs + runQueueNs };
}

/** Marks are told by two ways, as the same number. */
const isSame = (a: number, b: number) => Math.abs(a - b) < 1e-6;

interface LoopDeps {
  readonly books: Books;
  readonly nowMs: () => number;
  readonly memory: ReturnType<typeof layout.shared>;
  /** 0 for the main thread. */
  readonly threadId: number;
  /** What the loop's thread has said since the last call. */
  readonly read: () => readonly Message[];
  readonly readSchedule: () => Schedule | null;
  /** Asks for one look; the answer may never come. */
  readonly look: (done: (look: Look | null) => void) => void;
  /** Whether a late answer means that the thread could not look up: what goes between may be late itself. */
  readonly trustsWait: () => boolean;
  /** Calls are timed always, not only from the moment that the pulse is seen to be late. */
  readonly timesAll: boolean;
  /** Counts stalls over all the loops of the process. */
  readonly nextStall: () => number;
  /** How late the monitor itself has been woken, in all. */
  readonly monitorLateMs: () => number;
  readonly shutEye: (eye: string, reason: string) => void;
  readonly isShut: (eye: string) => boolean;
}

interface Loop {
  readonly threadId: number;
  /** Does what is due. Returns when to come again, ms since the origin; `null`: as soon as the poll allows. */
  step(nowMs: number): number | null;
  /** The thread is gone or about to go: what is open is closed. `goneMs`: it went without a word, then. */
  finish(goneMs: number | null): Promise<void>;
}

function makeLoop(deps: LoopDeps): Loop {
  const { books, nowMs, memory, threadId, read, readSchedule, monitorLateMs, isShut } = deps;
  const { writer, stacks } = books;
  const { words, cells } = memory;
  let inCall: { seq: number; seenAtMs: number } | null = null;
  let recorder: Recorder | null = null;
  /** While the pulse is late: since when, the mark that it is late after, and the look that is out. */
  let watch: {
    sinceMs: number;
    markMs: number;
    /** What the loop itself noted as its last mark: where it slumbered, long before `markMs`. */
    toldMarkMs: number;
    askedMs: number;
    nextLookMs: number;
    emptyTries: number;
    /** What the looks that are tried again have seen going by. */
    turned: string;
    overMs: number | null;
  } | null = null;
  /** Time up to the last mark that the loop did not wait for events. */
  const busyMs = () => (cells[CELL.MARK_MS] as number) - (cells[CELL.IDLE_MS] as number);
  /** The last watch, until the loop has told of its turn; how long that is waited for with impatience. */
  let closing: Account | null = null;
  let closingUntilMs = 0;
  const takeBaseline = () => ({ schedule: readSchedule(), lateMs: monitorLateMs(), busyMs: busyMs() });
  const slumber = slumbers.watchSlumber(memory, readSchedule);
  const isSlumbering = () => words[WORD.SLUMBERS] === 1;
  const pulseMs = () => (isSlumbering() ? COUNT_EVERY_MS : (cells[CELL.PULSE_MS] as number));
  let baseline: Baseline = takeBaseline();
  /** Brings it up to date. The figures of a loop that has only waited since are the same: reading them is dear. */
  function renewBaseline(): void {
    const waited = busyMs() - baseline.busyMs < SAME_BUSY_MS;
    baseline = waited ? { ...baseline, lateMs: monitorLateMs() } : takeBaseline();
  }
  /** The last mark seen, and since when a late turn that it shows has not been told of. */
  let seenMarkMs = Number.POSITIVE_INFINITY;
  let untoldSinceMs: number | null = null;

  function newRecorder(sinceMs: number): Recorder {
    const { nextStall } = deps;
    const latestStartMs = sinceMs + pulseMs();
    return recorders.makeRecorder({ ...books, apiName, threadId, nextStall, sinceMs, latestStartMs });
  }

  function callTotals(gains: Turn['calls']): CallTotal[] {
    return gains
      .map(([api, count, ms]) => ({ api: apiName(api), count, timedNs: ns(ms) }))
      .sort((a, b) => b.timedNs - a.timedNs || b.count - a.count)
      .slice(0, MAX_CALL_TOTALS);
  }

  /**
   * The loop has come round late, or the thread leaves: is it a stall, and what was it? `isFollowed`: another late turn
   * is heard of at the same time, so the figures up to now are those of both.
   */
  function overdue(turn: Turn, isFollowed = false): void {
    const own = accountOf(turn);
    let { recorder: told } = own;
    const gapMs = turn.toMs - turn.fromMs;
    // Not waiting, or woken too late: the second is the machine's doing and looks like waiting.
    const wokenLateMs = turn.ended === 'exit' ? 0 : gapMs - turn.pulseMs - TIMER_ROUNDING_MS;
    // After many passes the time before the beat was due was not spent in the one that held it up.
    // Nor is it known of a slow beat that came in time that one of them was long.
    const many = turn.passes > MANY_PASSES && (wokenLateMs > 0 || (turn.pulseMs > PULSE_MS && turn.ended !== 'exit'));
    const durationMs = many ? wokenLateMs : Math.max(turn.busyMs, wokenLateMs);
    const schedule = own.end.schedule;
    const before = own.start.schedule;
    const known = schedule !== null && before !== null;
    const clipped = (gained: number) => Math.min(Math.max(0, gained), ns(durationMs));
    const cpuNs = known ? clipped(schedule.cpuNs - before.cpuNs) : null;
    const runQueueNs = known ? clipped(schedule.runQueueNs - before.runQueueNs) : null;
    // Once nothing is left to do, Node waits for its helper threads: asleep, and nobody's stall.
    const asleep = cpuNs !== null && runQueueNs !== null && cpuNs + runQueueNs < ns(durationMs) / 2;
    const winding = turn.ended === 'dry' && turn.calls.length === 0 && asleep && told?.sawCode !== true;
    if (durationMs >= books.thresholdMs && !winding) {
      told ??= newRecorder(turn.fromMs);
      told.close({
        startMs: turn.toMs - durationMs,
        endMs: turn.toMs,
        ended: turn.ended === 'exit' ? 'exit' : 'turn',
        cpuNs,
        runQueueNs,
        idleMs: many || turn.ended === 'exit' ? null : Math.max(0, durationMs - turn.busyMs),
        gcMs: isShut('gc') || turn.gcMs === null ? null : Math.min(turn.gcMs, durationMs),
        monitorLateMs: Math.min(own.end.lateMs - own.start.lateMs, durationMs),
        calls: callTotals(turn.calls),
        timedSpanMs: deps.timesAll ? durationMs : timedSpan(own, turn, durationMs),
      });
    }
    if (own === closing) {
      closing = null;
      return;
    }
    if (told === recorder || watch === null) recorder = null;
    untoldSinceMs = null;
    seenMarkMs = turn.toMs;
    // What is more than this turn can have taken is left for the next.
    const taken = before !== null && cpuNs !== null && runQueueNs !== null ? plus(before, cpuNs, runQueueNs) : schedule;
    baseline = isFollowed ? { ...own.end, schedule: taken } : own.end;
  }

  /** How much of the turn's end was watched, and its short calls timed. */
  function timedSpan({ sinceMs }: Account, { toMs }: Turn, durationMs: number): number {
    return sinceMs === null ? 0 : Math.max(0, Math.min(durationMs, toMs - sinceMs));
  }

  /** What is known of the turn that the loop tells of: that of the last watch, of the present one, or of none. */
  function accountOf({ fromMs }: Turn): Account {
    if (closing !== null && isSame(closing.markMs, fromMs)) return closing;
    const isWatched = watch !== null && isSame(watch.markMs, fromMs);
    return {
      markMs: fromMs,
      recorder: isWatched || watch === null ? recorder : null,
      sinceMs: isWatched ? (watch?.sinceMs ?? null) : null,
      start: baseline,
      end: takeBaseline(),
    };
  }

  function stackNumber(stack: RawStack): number {
    if (recorder !== null) return recorder.stackId(stack);
    const { id, rows } = stacks.enter(stack);
    for (const row of rows) writer.add(row);
    return id;
  }

  const notes = loopNotes.makeLoopNotes({
    books,
    threadId,
    nowMs,
    callCounts: memory.callCounts,
    stackNumber,
    isStalled: () => recorder !== null || closing !== null,
    shutEye: deps.shutEye,
  });
  const { apiName, counts } = notes;

  const drain = () => {
    const messages = read();
    if (messages.length === 0) return;
    const lastTurn = messages.findLastIndex(({ m }) => m === 'turn');
    for (const [index, message] of messages.entries()) {
      if (message.m === 'turn') overdue(message, index < lastTurn);
      else notes.take(message);
    }
  };

  function signOfLife(): Pick<StallGrowEvent, 'inCall' | 'gcNs'> {
    const call = callInProgress();
    const gcMs = cells[CELL.GC_IN_STALL_MS] as number;
    return { ...(call === undefined ? {} : { inCall: call }), ...(gcMs > 0 ? { gcNs: ns(gcMs) } : {}) };
  }

  /** The timed call that has been going on since an earlier look, if any. */
  function callInProgress(): StallGrowEvent['inCall'] {
    const index = words[WORD.CALL] as number;
    const seq = words[WORD.CALL_SEQ] as number;
    if (index === 0) {
      inCall = null;
      return undefined;
    }
    if (inCall?.seq !== seq) inCall = { seq, seenAtMs: nowMs() };
    const entered = notes.entered(seq);
    const stack = entered === null ? {} : { stack: stackNumber(entered) };
    return { api: apiName(index), seenAtNs: ns(inCall.seenAtMs), ...stack };
  }

  /** `requestMs`: when the look was first asked for; one that fell between callbacks is repeated, and has waited since. */
  function ask(current: NonNullable<typeof watch>, asked: Recorder, requestMs = nowMs()): void {
    const trusted = deps.trustsWait();
    current.askedMs = requestMs;
    deps.look((look) => {
      current.askedMs = 0;
      // An answer from after the stall tells nothing about it.
      if (look === null || look.k !== current.toldMarkMs || recorder !== asked) return;
      if (look.f.length === 0 && current.emptyTries < EMPTY_TRIES) {
        current.emptyTries += 1;
        current.turned += look.t;
        current.nextLookMs = 0;
        ask(current, asked, requestMs);
        return;
      }
      const passed = current.turned + look.t;
      current.emptyTries = 0;
      current.turned = '';
      const told = { ...look, t: ['m', 'n'].filter((letter) => passed.includes(letter)).join('') };
      asked.add(told, look.a, trusted && deps.trustsWait() ? Math.max(0, look.a - requestMs) : 0);
    });
  }

  function begin(markMs: number, sinceMs: number): void {
    recorder = newRecorder(markMs);
    cells[CELL.GC_IN_STALL_MS] = 0;
    words[WORD.LATE] = 1;
    const toldMarkMs = cells[CELL.MARK_MS] as number;
    watch = { sinceMs, markMs, toldMarkMs, askedMs: 0, nextLookMs: 0, emptyTries: 0, turned: '', overMs: null };
  }

  function keepWatching(current: NonNullable<typeof watch>, now: number): void {
    drain();
    if (recorder === null) return;
    recorder.progress(now, signOfLife);
    if (current.askedMs !== 0 || now < current.nextLookMs || words[WORD.HANDS_OFF] !== 0) return;
    ask(current, recorder);
    current.nextLookMs = now + Math.max(LOOK_EVERY_MS, (now - current.markMs) * LOOK_PART);
  }

  /** The stall is over. The answer that a native call held back comes now, and is waited for a little. */
  function endWatch(current: NonNullable<typeof watch>, now: number): void {
    current.overMs ??= now;
    if (current.askedMs !== 0 && now < current.overMs + LAST_ANSWER_MS) return;
    words[WORD.LATE] = 0;
    drain();
    const end = takeBaseline();
    // The loop says what the turn was once its pass is over. The next stall may begin before that.
    if (recorder !== null) {
      const { markMs, sinceMs } = current;
      closing = { markMs, recorder, sinceMs, start: baseline, end };
      closingUntilMs = now + LAST_WORD_MS;
    }
    recorder = null;
    watch = null;
    seenMarkMs = cells[CELL.MARK_MS] as number;
    baseline = end;
  }

  return {
    threadId,
    step(now) {
      const toldMarkMs = cells[CELL.MARK_MS] as number;
      if (watch !== null) {
        if (watch.overMs === null && toldMarkMs === watch.toldMarkMs && words[WORD.EXITING] === 0)
          keepWatching(watch, now);
        else endWatch(watch, now);
        return null;
      }
      drain();
      counts.step(now);
      // The thread has not begun yet, or waits for work.
      if (toldMarkMs === 0 || words[WORD.RESTING] === 1) return now + 2 * PULSE_MS;
      const quiet = isSlumbering() ? slumber.look(now) : null;
      const markMs = quiet?.markMs ?? toldMarkMs;
      if (quiet?.figures) baseline = { schedule: quiet.figures, lateMs: monitorLateMs(), busyMs: busyMs() };
      const lateAtMs = quiet?.dueMs ?? markMs + pulseMs() + LATE_AFTER_MS;
      if (now >= lateAtMs && quiet?.isPoked !== false) {
        begin(markMs, now);
        if (watch !== null) keepWatching(watch, now);
        return null;
      }
      // After a late turn the figures from before it are kept until the loop has told of it.
      if (markMs - seenMarkMs > pulseMs() + LATE_AFTER_MS) untoldSinceMs ??= now;
      seenMarkMs = markMs;
      if (untoldSinceMs === null || now > untoldSinceMs + LAST_WORD_MS) {
        untoldSinceMs = null;
        renewBaseline();
      }
      return closing !== null && now < closingUntilMs ? null : lateAtMs;
    },
    async finish(goneMs) {
      const untilMs = nowMs() + LAST_ANSWER_MS;
      while (watch !== null && watch.askedMs !== 0 && goneMs === null && nowMs() < untilMs) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      drain();
      counts.finish(nowMs());
      if (goneMs !== null && recorder !== null && watch !== null) {
        const fromMs = watch.markMs;
        overdue({
          m: 'turn',
          fromMs,
          toMs: goneMs,
          busyMs: goneMs - fromMs,
          pulseMs: pulseMs(),
          passes: 1,
          ended: 'exit',
          gcMs: null,
          calls: [],
        });
      }
    },
  };
}

export = { makeLoop };
