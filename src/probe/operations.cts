/**
 * The book of asynchronous operations. Starting one costs a count and a comparison; only now and then is the place taken
 * and the number of those under way. What that may cost in all is bounded.
 */
import perf = require('node:perf_hooks');
import placeBooks = require('./operation-places.cjs');
import stack = require('./stack.cjs');
import undo = require('./undo.cjs');

import type { OperationKind } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { Message, RawStack } from './messages.cjs';
import type { Place } from './operation-places.cjs';

/** Looks may take this share of the time, and this much at once. */
const LOOK_SHARE = 0.001;
const LOOK_ALLOWANCE_MS = 4;
/** A look that seems to have cost more was interrupted by the system. */
const LOOK_COST_MS = 0.15;
/** Within one beat the next look comes after this many operations, later at this share of those under way. */
const NEXT_AFTER = 24;
const GROWTH = 0.25;
/** So many under way are worth a look whatever it costs. */
const CROWD = 100;
/** A crowd has gone when so few are left. */
const CALM = 24;
/** While no look may be taken, every so many operations are asked whether they were started in one turn of the loop. */
const UNSEEN_SPACING = 48;
/** Looks remembered for errors that do not say where they come from. */
const REMEMBERED = 64;

/** The operations of one kind. `started` and `nextAt` are all that a wrapper touches. */
interface Counter {
  readonly kind: OperationKind;
  started: number;
  nextAt: number;
  /** Those under way now, as far as they can be counted. */
  readonly underWay: () => number;
  lookedAt: number;
  spacing: number;
  /** The operation after a look is only asked whether it has company. */
  confirm: Place | null;
  /** A beat has gone by since the last look: the next one takes a place again. */
  rested: boolean;
  turn: number;
  turnStarts: number;
  crowd: Place[];
  /** Others under way at the last look. */
  company: number;
  beatStarted: number;
}

interface Seen {
  readonly kind: OperationKind;
  readonly detail: string;
  readonly stack: RawStack;
}

interface Operations {
  counter(kind: OperationKind, underWay: () => number): Counter;
  /** To be called when `started` has reached `nextAt`. Returns where it was started, if that was taken. */
  look(counter: Counter, api: string, above: (...args: never[]) => unknown, detail: string): RawStack | null;
  /** Notes who asks for what will be started later, out of reach of the asker's stack; only where a look is due. */
  remember(kind: OperationKind, above: (...args: never[]) => unknown, detail: string): void;
  /** Once a beat. */
  beat(): void;
  /** Tells of the places that something has happened at. */
  flush(): void;
  /** The latest of the remembered looks that fits. */
  lastSeen(kinds: readonly OperationKind[], detail: string): RawStack | null;
  /** Operations started so far, of all kinds. */
  total(): number;
}

const ns = (ms: number) => Math.round(ms * 1e6);

function makeOperations(nowMs: () => number, tell: (message: Message) => void, ownFolder: string): Operations {
  const timing = perf.performance.nodeTiming as typeof perf.performance.nodeTiming & {
    readonly uvMetricsInfo: { readonly loopCount: number };
  };
  const counters: Counter[] = [];
  const places = placeBooks.makePlaces(() => timing.idleTime);
  const seen: Seen[] = [];
  const startMs = nowMs();
  let costMs = 0;

  // Wrappers that somebody holds go on counting, and never come to a look.
  undo.onUndo(() => {
    for (const counter of counters) counter.nextAt = Number.POSITIVE_INFINITY;
  });

  function keep(one: Seen): void {
    seen.push(one);
    if (seen.length > REMEMBERED) seen.shift();
  }

  const mayLook = (now: number) => costMs < LOOK_ALLOWANCE_MS + LOOK_SHARE * (now - startMs);

  /** Counts those under way to the places of the crowd, by their share of the looks. */
  function notePeaks(counter: Counter, underWay: number, now: number): void {
    const all = counter.crowd.reduce((sum, place) => sum + place.crowd, 0);
    for (const place of counter.crowd) {
      const part = Math.round((underWay * place.crowd) / all);
      if (part <= place.peak) continue;
      place.peak = part;
      place.peakMs = now;
      places.change(place);
    }
  }

  function leaveCrowd(counter: Counter): void {
    for (const place of counter.crowd) place.crowd = 0;
    counter.crowd = [];
  }

  /** Those known to have been started in this very turn, which can't be over, without the one that begins now. */
  function startedInTurn(counter: Counter, sinceLook: number): number {
    const { loopCount } = timing.uvMetricsInfo;
    counter.turnStarts = counter.turn === loopCount ? counter.turnStarts + sinceLook : 0;
    counter.turn = loopCount;
    return counter.turnStarts;
  }

  /** Those under way without the one that begins now. To count them may mean to walk over all of them. */
  function others(counter: Counter, inTurn: number): number {
    counter.company = Math.max(counter.underWay(), inTurn);
    return counter.company;
  }

  function lookNow(
    counter: Counter,
    api: string,
    above: (...args: never[]) => unknown,
    detail: string,
  ): RawStack | null {
    const now = nowMs();
    const count = counter.started - counter.lookedAt;
    const inTurn = startedInTurn(counter, count);
    const { confirm } = counter;
    counter.lookedAt = counter.started;
    if (confirm === null && inTurn < CROWD && !mayLook(now)) {
      counter.spacing = UNSEEN_SPACING;
      counter.nextAt = counter.started + UNSEEN_SPACING;
      return null;
    }
    const company = others(counter, inTurn);
    counter.confirm = null;
    counter.rested = false;
    if (confirm !== null && company > 0) places.endRun(confirm);
    if (company < CALM) leaveCrowd(counter);
    if (!mayLook(now) && company < CROWD) {
      counter.nextAt = counter.started + counter.spacing;
      return null;
    }
    const at = stack.takeStack(above, ownFolder);
    const place = places.at(counter.kind, api, at, now);
    if (place !== null) {
      place.looks += 1;
      place.operations += count;
      place.lastMs = now;
      if (place.crowd === 0) counter.crowd.push(place);
      place.crowd += count;
      if (company === 0) places.extendRun(place, count, now);
      else places.endRun(place);
      notePeaks(counter, company + 1, now);
      places.change(place);
    }
    keep({ kind: counter.kind, detail, stack: at });
    if (company === 0) {
      counter.confirm = place;
      counter.nextAt = counter.started + 1;
    } else {
      counter.spacing = company >= CROWD ? Math.ceil(company * GROWTH) : counter.spacing * 2;
      counter.nextAt = counter.started + counter.spacing;
    }
    return at;
  }

  /** The operation after a look that found nothing else under way: was it alone, too? */
  function confirmNow(counter: Counter): void {
    const count = counter.started - counter.lookedAt;
    const company = others(counter, startedInTurn(counter, count));
    if (company > 0 && counter.confirm !== null) places.endRun(counter.confirm);
    counter.confirm = null;
    counter.nextAt = counter.started + counter.spacing;
  }

  return {
    counter(kind, underWay) {
      const made: Counter = {
        kind,
        started: 0,
        nextAt: 1,
        underWay,
        lookedAt: 0,
        spacing: NEXT_AFTER,
        confirm: null,
        rested: false,
        turn: -1,
        turnStarts: 0,
        crowd: [],
        company: 0,
        beatStarted: 0,
      };
      counters.push(made);
      return made;
    },
    look(counter, api, above, detail) {
      try {
        const before = nowMs();
        let at: RawStack | null = null;
        const isNext = counter.confirm !== null && counter.started === counter.lookedAt + 1;
        if (isNext && !counter.rested) confirmNow(counter);
        else at = lookNow(counter, api, above, detail);
        costMs += Math.min(nowMs() - before, LOOK_COST_MS);
        return at;
      } catch {
        counter.nextAt = Number.POSITIVE_INFINITY;
        return null;
      }
    },
    remember(kind, above, detail) {
      try {
        const before = nowMs();
        if (undo.state.isOut || !mayLook(before)) return;
        keep({ kind, detail, stack: stack.takeStack(above, ownFolder) });
        costMs += Math.min(nowMs() - before, LOOK_COST_MS);
      } catch {
        // Nothing is remembered then; the target's call goes on.
      }
    },
    beat() {
      for (const counter of counters) {
        counter.rested = true;
        if (counter.started === counter.beatStarted) continue;
        const now = nowMs();
        const isCrowd = counter.crowd.length > 0 && counter.started - counter.beatStarted >= NEXT_AFTER;
        if (isCrowd && (counter.company >= CROWD || mayLook(now))) {
          notePeaks(counter, counter.underWay(), now);
          costMs += Math.min(nowMs() - now, LOOK_COST_MS);
        }
        counter.beatStarted = counter.started;
        counter.spacing = NEXT_AFTER;
        if (mayLook(now) && counter.confirm === null) counter.nextAt = counter.started + 1;
      }
    },
    flush() {
      places.flush((event, at) => tell({ m: 'seen', event, stack: at }), ns(nowMs()));
    },
    lastSeen(kinds, detail) {
      const fitting = seen.filter(({ kind }) => kinds.includes(kind));
      const exact = detail === '' ? [] : fitting.filter((one) => one.detail === detail);
      const own = exact.findLast((one) => stack.hasFile(one.stack));
      return (own ?? exact.at(-1) ?? fitting.at(-1))?.stack ?? null;
    },
    total() {
      return counters.reduce((sum, { started }) => sum + started, 0);
    },
  };
}

export = { makeOperations };
export type { Counter, Operations };
