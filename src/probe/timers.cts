/**
 * Counts the timers that are overdue. Node keeps timers of one duration in one linked list; the wrappers of `setTimeout`
 * and `setInterval` note each list once, and only a look at a blocked loop walks them.
 */

import undo = require('./undo.cjs');

/** Lists noted at most: programs that draw their delays at random make a new list for each. */
const MAX_LISTS = 512;
/** Timers counted at most in one look. */
const MAX_COUNTED = 10_000;

const FAR_MS = 0x7fffffff;

const { setTimeout: plainSetTimeout, clearTimeout: clear } = globalThis;
const { apply, ownKeys } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Node's own fields: a timer, or the head of its list. */
interface Node {
  readonly _idlePrev?: Node | null;
  readonly _idleStart?: number;
  readonly _idleTimeout?: number;
  readonly _onTimeout?: unknown;
  /** Of an interval: its time, ms. */
  readonly _repeat?: number | null;
  hasRef?(): boolean;
  readonly msecs?: number;
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface Timers {
  /** Timers that should have fired by now, and the sum of their waiting. */
  overdue(): readonly [count: number, waitMs: number];
  /** How long ago the present pass of the loop began, ms. */
  passAgeMs(): number;
  /** Takes the pulse's own timer, at its beat: it is not counted, and it ties Node's timer clock to ours. */
  tune(timer: unknown): void;
}

function dress(wrapper: Callable, original: Callable): void {
  for (const key of ownKeys(original)) {
    if (key === 'prototype') continue;
    defineProperty(wrapper, key, getOwnPropertyDescriptor(original, key) as PropertyDescriptor);
  }
}

/** The lists that were noted, by their duration in ms. */
const lists = new Map<number, Node>();

/** Intervals that keep this thread alive, as far as their lists were noted. */
function keptIntervals(): number {
  let count = 0;
  for (const head of lists.values()) {
    for (let timer = head._idlePrev; timer && timer !== head && count < MAX_COUNTED; timer = timer._idlePrev) {
      if (typeof timer._repeat === 'number' && timer.hasRef?.() === true) count += 1;
    }
  }
  return count;
}

/** Wraps the global timers (the ones of `node:timers` are the same functions). */
function watchTimers(): Timers {
  let own: unknown;
  /** Node's timer clock begins a little after the thread's. */
  let offsetMs = Number.POSITIVE_INFINITY;
  const now = performance.now.bind(performance);
  const module = require('node:timers') as Record<string, unknown>;

  function note(timer: Node | undefined): void {
    const ms = timer?._idleTimeout;
    const head = timer?._idlePrev;
    if (ms === undefined || head === null || head === undefined || head.msecs !== ms) return;
    if (lists.get(ms) === head || undo.state.isOut) return;
    if (lists.size >= MAX_LISTS) lists.delete(lists.keys().next().value as number);
    lists.set(ms, head);
  }

  for (const name of ['setTimeout', 'setInterval']) {
    const descriptor = getOwnPropertyDescriptor(globalThis, name);
    const original = descriptor?.value as Callable | undefined;
    if (descriptor === undefined || original === undefined) continue;
    const wrapper: Callable = function (this: unknown): unknown {
      // biome-ignore lint/complexity/noArguments: the form that V8 turns into a plain call.
      const timer = apply(original, this, arguments);
      note(timer as Node);
      return timer;
    };
    dress(wrapper, original);
    undo.put(globalThis, name, { ...descriptor, value: wrapper });
    if (module[name] === original) undo.putValue(module, name, wrapper);
  }

  return {
    tune(timer) {
      own = timer;
      const started = (timer as Node)._idleStart;
      if (started !== undefined) offsetMs = Math.min(offsetMs, now() - started);
    },
    passAgeMs() {
      // A new timer is stamped with the time that libuv took when the pass began.
      const stamp = plainSetTimeout(() => {}, FAR_MS);
      const { _idleStart } = stamp as unknown as Node;
      clear(stamp);
      return _idleStart === undefined ? 0 : now() - offsetMs - _idleStart;
    },
    overdue() {
      const nowMs = now() - offsetMs;
      if (!Number.isFinite(nowMs)) return [0, 0];
      let count = 0;
      let waitMs = 0;
      for (const head of lists.values()) {
        // From the head backwards: the oldest first.
        for (let timer = head._idlePrev; timer && timer !== head && count < MAX_COUNTED; timer = timer._idlePrev) {
          const waited = nowMs - ((timer._idleStart ?? nowMs) + (head.msecs ?? 0));
          if (waited <= 0) break;
          if (timer === own || timer._onTimeout === null) continue;
          count += 1;
          waitMs += waited;
        }
      }
      return [count, Math.round(waitMs)];
    },
  };
}

export = { watchTimers, keptIntervals };
