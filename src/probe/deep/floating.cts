/** Calls of the user's async functions whose promise nobody takes up: counted by place, judged as things happen. */
import links = require('./link.cjs');

import type { Place } from './messages.cjs';

type Link = InstanceType<typeof links.Link>;

const { STATE } = links;

/** Places counted at most. */
const MAX_PLACES = 5000;
/** Open calls kept of one function that has not returned: a loop that never ends drops a promise in each round. */
const MAX_CALLS = 1000;
const SITES = 1 << 20;

interface Floating {
  readonly places: ReadonlyMap<number, Place>;
  /** A call of an async function by user code at the site `caller`. */
  called(link: Link, caller: number, stack: number): void;
  /** Nobody has taken up this promise, whose function has come to its end at `site`. */
  ended(link: Link, site: number, stack: number): void;
  /** Somebody has taken it up. */
  takenUp(link: Link): void;
  /** It has settled, in turn `epoch`. */
  settled(link: Link, epoch: number): void;
  /** The settled one that nobody took up was rejected. */
  rejected(link: Link): void;
}

function makeFloating(): Floating {
  const places = new Map<number, Place>();

  function placeOf(key: number, stack: number, via: Place['via']): Place | null {
    let place = places.get(key);
    if (place === undefined) {
      if (places.size >= MAX_PLACES) return null;
      place = { key, stack, via, made: 0, open: 0, running: 0, unsettled: 0, rejected: 0, changed: false };
      places.set(key, place);
    }
    return place;
  }

  /** No longer a call whose caller still runs. */
  function leaveOwner(link: Link, place: Place): void {
    if (link.owner?.calls?.delete(link) === true) place.running--;
  }

  function close(link: Link, place: Place): void {
    link.state = STATE.OVER;
    place.open--;
    if (!link.settled) place.unsettled--;
    place.changed = true;
    leaveOwner(link, place);
  }

  /** A function has returned: of the calls that it left open, those that have settled were in time. */
  function returned(owner: Link): void {
    const { calls } = owner;
    if (calls === null) return;
    owner.calls = null;
    for (const call of calls) {
      const { place } = call;
      if (place === null) continue;
      place.running--;
      place.changed = true;
    }
  }

  return {
    places,
    called(link, caller, stack) {
      const place = placeOf(link.site * SITES + caller, stack, 'call');
      if (place === null) return;
      link.place = place;
      link.state = STATE.OPEN;
      place.made++;
      place.open++;
      place.unsettled++;
      place.changed = true;
      const { owner } = link;
      if (owner === null || owner.settled) return;
      owner.calls ??= new Set();
      if (owner.calls.size >= MAX_CALLS) return;
      owner.calls.add(link);
      place.running++;
    },
    ended(link, site, stack) {
      const place = placeOf(-site, stack, 'end');
      if (place === null) return;
      link.place = place;
      link.state = STATE.OPEN;
      link.settled = true;
      place.made++;
      place.open++;
      place.changed = true;
    },
    takenUp(link) {
      if (link.state === STATE.OPEN && link.place !== null) close(link, link.place);
    },
    settled(link, epoch) {
      if (link.settled) return;
      const { place } = link;
      if (place !== null && link.state === STATE.OPEN) {
        const inTime = link.epoch === epoch || link.owner?.settled === false;
        if (inTime) close(link, place);
        else {
          place.unsettled--;
          place.changed = true;
        }
      }
      link.settled = true;
      returned(link);
    },
    rejected(link) {
      if (link.state !== STATE.OPEN || link.place === null) return;
      link.place.rejected++;
      link.place.changed = true;
    },
  };
}

export = { makeFloating };
