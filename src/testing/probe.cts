import workers = require('node:worker_threads');

import clock = require('./callback-clock.cjs');
import places = require('./original-place.cjs');
import scopeBook = require('./scopes.cjs');

import type { Place, Stall, StallSource } from './stall.cjs';

/** The probe's own word on a stall. */
interface Notice {
  readonly durationMs: number;
  readonly heldMs: number;
  readonly startMs: number;
  readonly threadId: number;
  readonly location: Place | null;
  readonly cause: Stall['cause'];
  readonly scopes: readonly (readonly [scope: number, ms: number])[];
}

/** What the probe exports to the tests' side. */
interface ProbeForTests {
  readonly startForTests: (
    thresholdMs: number,
    scope: () => number,
    hear: (notice: Notice) => void,
  ) => { readonly settle: () => Promise<void> };
}

/** The probe looks closely from this on; what a test allows is judged on what it tells. */
const THRESHOLD_MS = 20;

let source: StallSource | null = null;

/** The thread's source of stalls: the probe, armed at the first call, or a clock of callbacks where it cannot be. */
function stallSource(): StallSource {
  // Without an inspector no look shows whose a stall is.
  const canLook =
    workers.isMainThread && process.features.inspector && workers.getEnvironmentData('loopcheck') === undefined;
  source ??= canLook ? probeSource() : clock.callbackClock();
  return source;
}

function probeSource(): StallSource {
  const hearers = new Set<(stall: Stall) => void>();
  const { startForTests } = require('../probe/for-tests.cjs') as ProbeForTests;
  const zeroMs = performance.now();
  const probe = startForTests(
    THRESHOLD_MS,
    scopeBook.currentScope,
    ({ durationMs, heldMs, startMs, threadId, location, cause, scopes }) => {
      // A worker that the test started has a loop of its own.
      if (threadId !== 0) return;
      const told = {
        durationMs,
        heldMs,
        startMs: zeroMs + startMs,
        location: location === null ? null : places.originalPlace(location),
        begunAt: null,
        cause,
        scopes: inScopes(scopes),
      };
      for (const hear of hearers) hear(told);
    },
  );
  return {
    blind: null,
    settle: probe.settle,
    listen(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}

function inScopes(scopes: Notice['scopes']): Map<number, number> {
  return new Map(scopes.filter(([scope]) => scope !== 0));
}

export = { stallSource };
