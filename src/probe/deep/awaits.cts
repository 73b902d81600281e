/** Awaits of the user's functions that are suspended, and how often each place's have gone on. */
import links = require('./link.cjs');

import type { SuspendedAwait } from './messages.cjs';

type Link = InstanceType<typeof links.Link>;

const { ROLE } = links;

/** Suspended awaits kept at most: beyond it they are only counted. */
const MAX_KEPT = 50_000;
/** Told at most at the end. */
const MAX_TOLD = 200;
/** Steps along which a promise is followed to whoever waits for it in the end. */
const MAX_STEPS = 1000;

interface Awaits {
  suspended(link: Link): void;
  resumed(link: Link): void;
  /** It was none. */
  dropped(link: Link): void;
  /** Those that are left and that nobody has given up on, the oldest first. */
  left(): SuspendedAwait[];
}

/** It lost a race: whoever waited for it has had another answer. */
function isGivenUp(start: Link): boolean {
  let link: Link | null = start.owner;
  for (let steps = 0; link !== null && steps < MAX_STEPS; steps++) {
    if (link.combinator?.settled === true) return true;
    const taker: Link | null = link.next;
    if (taker === null) return false;
    link = taker.role === ROLE.AWAIT ? taker.owner : taker;
  }
  return false;
}

function makeAwaits(): Awaits {
  const kept = new Set<Link>();
  const resumedAt = new Map<number, number>();

  return {
    suspended(link) {
      if (kept.size < MAX_KEPT) kept.add(link);
    },
    resumed(link) {
      kept.delete(link);
      resumedAt.set(link.site, (resumedAt.get(link.site) ?? 0) + 1);
    },
    dropped(link) {
      kept.delete(link);
    },
    left() {
      const left = [...kept].filter((link) => !isGivenUp(link)).slice(0, MAX_TOLD);
      const ids = new Map(left.map((link, index) => [link, index + 1]));
      /** The await that each function is suspended at. */
      const awaitOf = new Map(left.filter(({ owner }) => owner !== null).map((link) => [link.owner, link]));
      const inputOf = inputsOf(left);
      const idOf = (link: Link | null) => (link === null ? 0 : (ids.get(link) ?? 0));
      return left.map((link) => ({
        id: idOf(link),
        stack: link.stack,
        owner: link.owner?.stack ?? 0,
        on: link.on?.stack ?? 0,
        behind: idOf(behind(link, awaitOf, inputOf)),
        resumed: resumedAt.get(link.site) ?? 0,
        atMs: link.atMs,
      }));
    },
  };
}

/** By the promise of a `Promise.all` and the like: the oldest await of a function among those that it was given. */
function inputsOf(left: readonly Link[]): Map<Link, Link> {
  const found = new Map<Link, Link>();
  for (const one of left) {
    let link: Link | null = one.owner;
    for (let steps = 0; link !== null && link.role !== ROLE.AWAIT && steps < MAX_STEPS; steps++) {
      if (link.combinator !== null && !found.has(link.combinator)) found.set(link.combinator, one);
      link = link.next;
    }
  }
  return found;
}

/** The await that must go on before this one can: that of the function, or of the first of many, whose promise it waits for. */
function behind(link: Link, awaitOf: ReadonlyMap<Link | null, Link>, inputOf: ReadonlyMap<Link, Link>): Link | null {
  let on = link.on;
  for (let steps = 0; on !== null && steps < MAX_STEPS; steps++) {
    const found = awaitOf.get(on) ?? inputOf.get(on);
    if (found !== undefined) return found;
    // A derived promise waits for the one it was derived from.
    on = on.on;
  }
  return null;
}

export = { makeAwaits };
