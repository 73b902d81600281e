import hooks = require('node:async_hooks');

import lines = require('./stack-line.cjs');
import scopes = require('./scopes.cjs');

import type { Place, Stall, StallSource } from './stall.cjs';

/** Shorter callbacks are not told of. */
const WORTH_MS = 1;

const WHY =
  'A worker thread cannot be looked into from here, so the line is that which began the work; run the tests in processes (vitest: `pool: "forks"`) to see the line that blocked.';

/**
 * The stalls of a thread that no monitor can look into: each callback is timed by Node's own hooks. What began the
 * callback is proof of whose it is; which line inside it blocked is not known.
 */
function callbackClock(): StallSource {
  const hearers = new Set<(stall: Stall) => void>();
  const begun = new Map<number, Place | null>();
  const running: { readonly id: number; readonly startMs: number; readonly scope: number }[] = [];

  const hook = hooks.createHook({
    init(id) {
      if (scopes.currentScope() !== 0) begun.set(id, callerPlace());
    },
    before(id) {
      running.push({ id, startMs: performance.now(), scope: scopes.currentScope() });
    },
    after(id) {
      const one = running.pop();
      if (one === undefined || one.id !== id || running.length > 0) return;
      tell(one.startMs, one.scope, begun.get(id) ?? null);
    },
    destroy(id) {
      begun.delete(id);
    },
  });

  function tell(startMs: number, scope: number, begunAt: Place | null): void {
    const durationMs = performance.now() - startMs;
    if (durationMs < WORTH_MS) return;
    const scopes = new Map(scope === 0 ? [] : [[scope, durationMs]]);
    for (const hear of hearers)
      hear({ durationMs, heldMs: durationMs, startMs, location: null, begunAt, cause: null, scopes });
  }

  return {
    blind: WHY,
    listen(hear) {
      hearers.add(hear);
      if (hearers.size === 1) hook.enable();
      return () => {
        hearers.delete(hear);
        if (hearers.size > 0) return;
        hook.disable();
        begun.clear();
        running.length = 0;
      };
    },
    async settle() {
      // The callback that runs now is told of when it is over.
      if (hooks.executionAsyncId() !== 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** The innermost line of the user's own code on the stack; null where there is none. */
function callerPlace(): Place | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 20;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of String(stack).split('\n').slice(1)) {
    const place = lines.placeOf(line);
    if (place !== null) return place;
  }
  return null;
}

export = { callbackClock };
