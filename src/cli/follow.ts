import { tail } from './tail.js';
import type { TracePlace } from './trace-place.js';

/** Somebody who wants to know what a running target writes into its trace. */
export interface Follower {
  /** Takes the next lines of the file `name`. */
  readonly take: (name: string, lines: readonly string[]) => void;
  /** All that there is has been taken. Gives the time to the next look, null for an end of interest. */
  readonly settled: () => number | null;
}

/**
 * Follows the trace of a running target for all of `followers` with one look at the files, as often as the most curious
 * of them wants. Gives the function that ends it. Without followers it costs nothing.
 */
export function follow(place: Pick<TracePlace, 'dir' | 'file'>, followers: readonly Follower[]): () => void {
  if (followers.length === 0) return () => {};
  const added = tail(place);
  let curious = followers;
  let timer: NodeJS.Timeout;
  const look = () => {
    for (const { name, lines } of added()) for (const follower of curious) follower.take(name, lines);
    const waits = curious.map((follower) => follower.settled());
    curious = curious.filter((_, index) => waits[index] !== null);
    const soonestMs = Math.min(...waits.filter((wait) => wait !== null));
    if (curious.length > 0) timer = setTimeout(look, soonestMs);
  };
  timer = setTimeout(look, FIRST_LOOK_MS);
  return () => clearTimeout(timer);
}

/** Nothing is in the trace before Node has started. */
const FIRST_LOOK_MS = 50;
