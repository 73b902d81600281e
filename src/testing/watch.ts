import { stallSource } from './probe.js';
import { currentScope, newScope, within } from './scopes.js';
import type { Stall } from './stall.js';

/** The part of a stall that must have been seen in a test's own work for it to be the test's. */
const PROOF_PART = 0.5;

/** What was seen while it was watched. */
export interface Watched {
  /** Stalls of the watched work itself, longest first. */
  readonly stalls: readonly Stall[];
  /** Stalls of the time that cannot be shown to be this work's: other tests', the runner's, or nobody's. */
  readonly others: readonly Stall[];
  /** Why the blamed line is not known here, in a sentence; null where it is. */
  readonly blind: string | null;
}

/** A watch over the loop. */
export interface LoopWatch {
  /** Runs work as the watched one; what it begins (timers, promises) belongs to it too. */
  run<T>(work: () => T): T;
  /** Ends the watch and tells what was seen of `thresholdMs` and longer. */
  stop(): Promise<Watched>;
}

/** How `watchLoop` is told what counts. */
export interface WatchOptions {
  /** A pause at least this long is told of, ms. 50, and at least 20. */
  readonly thresholdMs?: number;
}

/**
 * Watches the loop of this thread until `stop`. Stalls count as the test's own where they were seen inside work that
 * `run` started, or that was started after `watchLoop` in the same async context.
 */
export async function watchLoop({ thresholdMs = 50 }: WatchOptions = {}): Promise<LoopWatch> {
  checkMs('thresholdMs', thresholdMs);
  return openWatch(thresholdMs);
}

/** The same without waiting: nothing of it takes time once the probe is there. */
export function openWatch(thresholdMs: number): LoopWatch {
  const source = stallSource();
  const scope = newScope();
  const heard: Stall[] = [];
  const startMs = performance.now();
  const outer = currentScope();
  const mute = source.listen((stall) => {
    // One that began before the watch is not its own, but for the pass in which the watch began.
    if (stall.heldMs >= thresholdMs && stall.startMs + stall.durationMs >= startMs) heard.push(stall);
  });
  return {
    run: (work) => within(scope, work),
    async stop() {
      await within(outer, source.settle);
      mute();
      const isOwn = ({ scopes, durationMs }: Stall) => {
        const seenMs = [...scopes.values()].reduce((sum, ms) => sum + ms, 0);
        const ownMs = scopes.get(scope) ?? 0;
        return ownMs > 0 && ownMs >= Math.max(seenMs, durationMs * PROOF_PART) * PROOF_PART;
      };
      const sorted = heard.sort((a, b) => b.durationMs - a.durationMs);
      return {
        stalls: sorted.filter(isOwn),
        others: sorted.filter((stall) => !isOwn(stall)),
        blind: source.blind,
      };
    },
  };
}

/** The shortest pause that the probe tells of for certain. */
const LEAST_MS = 20;

/** Throws a `TypeError` that names the option. */
export function checkMs(name: string, value: number): void {
  if (Number.isFinite(value) && value >= LEAST_MS) return;
  throw new TypeError(`loopcheck: ${name} must be a number of ms, ${LEAST_MS} or more, not ${String(value)}.`);
}
