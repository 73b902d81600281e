import probe = require('./probe.cjs');
import scopes = require('./scopes.cjs');

import type { LoopWatch, WatchOptions } from './contract.cjs';
import type { Stall } from './stall.cjs';

/** The part of a stall that must have been seen in a test's own work for it to be the test's. */
const PROOF_PART = 0.5;

/** As the contract has it. */
async function watchLoop({ thresholdMs = 50 }: WatchOptions = {}): Promise<LoopWatch> {
  checkMs('thresholdMs', thresholdMs);
  return openWatch(thresholdMs);
}

/** The same without waiting: nothing of it takes time once the probe is there. */
function openWatch(thresholdMs: number): LoopWatch {
  const source = probe.stallSource();
  const scope = scopes.newScope();
  const heard: Stall[] = [];
  const startMs = performance.now();
  const outer = scopes.currentScope();
  const mute = source.listen((stall) => {
    // One that began before the watch is not its own, but for the pass in which the watch began.
    if (stall.heldMs >= thresholdMs && stall.startMs + stall.durationMs >= startMs) heard.push(stall);
  });
  return {
    run: (work) => scopes.within(scope, work),
    async stop() {
      await scopes.within(outer, source.settle);
      mute();
      const isOwn = ({ scopes: seenIn, durationMs }: Stall) => {
        const seenMs = [...seenIn.values()].reduce((sum, ms) => sum + ms, 0);
        const ownMs = seenIn.get(scope) ?? 0;
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
function checkMs(name: string, value: number): void {
  if (Number.isFinite(value) && value >= LEAST_MS) return;
  throw new TypeError(`loopcheck: ${name} must be a number of ms, ${LEAST_MS} or more, not ${String(value)}.`);
}

export = { watchLoop, openWatch, checkMs };
