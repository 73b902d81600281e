/** One promise that is followed, and what is known of it. Holds no promise and no object of the target's. */

import type { Place } from './messages.cjs';

/** What a promise is for. */
const ROLE = {
  /** Made by a call: of an async function, `new Promise`, a built-in. */
  MADE: 0,
  /** Stands for an `await` that is suspended. */
  AWAIT: 1,
  /** Made by `then`, `catch`, `finally` or a combinator. */
  DERIVED: 2,
  /** Nobody has taken it up in the turn in which it was made, and its place was not taken. */
  SUSPECT: 3,
} as const;

/** Where a call stands that may have left its promise behind. */
const STATE = { NONE: 0, OPEN: 1, OVER: 2 } as const;

class Link {
  /** Number of the stack at which it was made; 0 where unknown. */
  stack = 0;
  /** The innermost site, and the stack below it. */
  site = 0;
  below = 0;
  state: number = STATE.NONE;
  /** Counts promise jobs: tells whether it settled in the turn in which it was made. */
  epoch = 0;
  settled = false;
  /** It was handed to a combinator (`Promise.race`), which is this one. */
  combinator: Link | null = null;
  /** The async function's promise that this await, or this call, belongs to. */
  owner: Link | null = null;
  /** The promise that this one waits for. */
  on: Link | null = null;
  /** What took this one up: the first await or derived promise. */
  next: Link | null = null;
  /** Calls made by this function that are open while it runs. */
  calls: Set<Link> | null = null;
  /** Figures of the place that this call, or this suspect's function, is counted at. */
  place: Place | null = null;
  /** When an await was suspended, ms. */
  atMs = 0;
  constructor(public role: number) {}
}

export = { ROLE, STATE, Link };
