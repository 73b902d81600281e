import type { CauseKind } from '../analyze/diagnosis.js';
import type { Figures } from '../metrics/figures.cjs';
import type { Report, Stall } from './report.js';

/** Keyed, so that the compiler misses a cause that is missing here. */
const CAUSES: Readonly<Record<CauseKind, true>> = {
  'sync-call': true,
  'sleep-loop': true,
  regex: true,
  json: true,
  cpu: true,
  gc: true,
  'module-load': true,
  'microtask-flood': true,
  native: true,
  'cpu-starved': true,
  suspended: true,
};

/** Stalls of a run that was seen; a worker at its work is not one, as for the budgets. */
function byCause(all: readonly Stall[]): Figures['stalls'] {
  const stalls = all.filter(({ atWork }) => !atWork);
  return Object.keys(CAUSES).map((kind) => {
    const some = stalls.filter(({ cause }) => cause.kind === kind);
    return { cause: kind, count: some.length, totalMs: some.reduce((sum, { durationMs }) => sum + durationMs, 0) };
  });
}

/** The figures of a whole run. What a report does not hold, `collections`, comes from its trace. */
export function figuresOf(
  { probe, thresholdMs, loop, stalls }: Report,
  collections: Figures['collections'] = null,
): Figures {
  const { minMs, meanMs, stddevMs, p50Ms, p90Ms, p99Ms, maxMs, utilization, activeMs, idleMs } = loop;
  return {
    armed: probe.armed,
    thresholdMs,
    delay: { minMs, meanMs, stddevMs, p50Ms, p90Ms, p99Ms, maxMs },
    utilization,
    activeMs,
    idleMs,
    blockedMs: null,
    stalls: probe.armed ? byCause(stalls) : null,
    collections,
    droppedEvents: probe.armed ? probe.droppedEvents : null,
  };
}
