/**
 * Places for the loops of worker threads. One block of memory goes to every worker through Node's environment data,
 * nested workers included; each claims a place, and the monitor frees it when the thread is gone.
 */
import layout = require('./shared.cjs');
import rings = require('./ring.cjs');

/** More workers than that at one time are not watched, and the trace says so. */
const PLACES = 256;
const STATE = { FREE: 0, CLAIMED: 1, ENDED: 2 } as const;
/** Word 0 counts claims, word 1 those that found no place; the states follow. */
const CLAIMS = 0;
const TURNED_AWAY = 1;
const FIRST_STATE = 2;
const HEAD_BYTES = Math.ceil(((FIRST_STATE + PLACES) * 4) / 64) * 64;

/** A block, then its ring. */
const PLACE_BYTES = layout.BLOCK_BYTES + Math.ceil(rings.TOTAL_BYTES / 8) * 8;

/** Room for all places. Pages that nobody touches cost nothing. */
function makePool(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD_BYTES + PLACES * PLACE_BYTES);
}

function words(pool: SharedArrayBuffer): Int32Array {
  return new Int32Array(pool, 0, FIRST_STATE + PLACES);
}

function blockAt(place: number): number {
  return HEAD_BYTES + place * PLACE_BYTES;
}

function ringAt(place: number): number {
  return blockAt(place) + layout.BLOCK_BYTES;
}

/** Claims a free place; -1 if there is none. */
function claim(pool: SharedArrayBuffer): number {
  const all = words(pool);
  for (let place = 0; place < PLACES; place++) {
    if (Atomics.compareExchange(all, FIRST_STATE + place, STATE.FREE, STATE.CLAIMED) === STATE.FREE) {
      Atomics.add(all, CLAIMS, 1);
      return place;
    }
  }
  Atomics.add(all, TURNED_AWAY, 1);
  return -1;
}

/** The thread of this place says goodbye. */
function leave(pool: SharedArrayBuffer, place: number): void {
  Atomics.store(words(pool), FIRST_STATE + place, STATE.ENDED);
}

/** The monitor gives a place back, wiped. */
function free(pool: SharedArrayBuffer, place: number): void {
  new Uint8Array(pool, blockAt(place), PLACE_BYTES).fill(0);
  Atomics.store(words(pool), FIRST_STATE + place, STATE.FREE);
}

const NONE: readonly number[] = [];

/** For the monitor: which places were claimed since it last asked, cheap while nothing changes. */
function poolWatcher(pool: SharedArrayBuffer): {
  fresh(): readonly number[];
  hasEnded(place: number): boolean;
  forget(place: number): void;
  turnedAway(): number;
} {
  const all = words(pool);
  const known = new Set<number>();
  let claims = 0;
  return {
    fresh() {
      const now = Atomics.load(all, CLAIMS);
      if (now === claims) return NONE;
      claims = now;
      const found: number[] = [];
      for (let place = 0; place < PLACES; place++) {
        if (known.has(place) || Atomics.load(all, FIRST_STATE + place) === STATE.FREE) continue;
        known.add(place);
        found.push(place);
      }
      return found;
    },
    hasEnded: (place) => Atomics.load(all, FIRST_STATE + place) === STATE.ENDED,
    forget(place) {
      known.delete(place);
      free(pool, place);
    },
    turnedAway: () => Atomics.load(all, TURNED_AWAY),
  };
}

export = { makePool, blockAt, ringAt, claim, leave, poolWatcher };
