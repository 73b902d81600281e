import type { Finding, Stall } from '../diagnosis.js';
import { roundMs } from '../round.js';
import { BLOCKED_STARTUP_MS } from '../thresholds.js';
import type { Detector, DetectorContext } from './detector.js';
import { processFacts } from './process-facts.js';
import { findingOf } from './stall-finding.js';

/** Whose fault a stall is not. */
const BLAMELESS = new Set(['cpu-starved', 'suspended']);

function modules(stalls: readonly Stall[]): string {
  const names = stalls
    .filter((stall) => stall.cause.kind === 'module-load' && stall.cause.api !== null)
    .sort((a, b) => b.durationMs - a.durationMs)
    .map((stall) => `${stall.cause.api} ${Math.round(stall.durationMs)} ms`);
  return names.join(', ');
}

function checkProcess(context: DetectorContext, ordinal: number): Finding[] {
  const stalls = context.stalls.filter(
    (stall) =>
      stall.process === ordinal &&
      stall.threadId === 0 &&
      stall.phase === 'startup' &&
      !BLAMELESS.has(stall.cause.kind),
  );
  // Waiting for a core is the machine's part of a slow start.
  const ownMs = stalls.reduce((sum, stall) => sum + stall.durationMs - (stall.runQueueMs ?? 0), 0);
  if (ownMs < BLOCKED_STARTUP_MS) return [];
  const { listenMs, everIdle } = processFacts(context.trace, ordinal);
  const loading = stalls.filter((stall) => stall.cause.kind === 'module-load');
  // A script that never waits for anything has no start to be blocked: what it does from the first line is its work.
  if (listenMs === null && !everIdle && loading.length === 0) return [];
  const worst = [...stalls].sort((a, b) => b.durationMs - a.durationMs)[0];
  const finding = findingOf(context, 'blocked-startup', stalls);
  return [
    {
      ...finding,
      severity: listenMs === null ? 'info' : 'warning',
      location: worst?.location ?? null,
      evidence: {
        ...finding.evidence,
        readyMs: listenMs === null ? null : roundMs(listenMs),
        limitMs: BLOCKED_STARTUP_MS,
        modules: modules(stalls),
      },
    },
  ];
}

/** The loop was held for long before the program first listened, or first had nothing to do. */
export const blockedStartup: Detector = {
  id: 'blocked-startup',
  needs: ['stalls'],
  limits: [
    {
      value: BLOCKED_STARTUP_MS,
      unit: 'ms',
      of: 'of stalls before the first `listen`, or the first time with nothing to do',
      why: 'a health check, a cold start or a developer waits for it each time',
    },
  ],
  severities: ['warning', 'info'],
  check: (context) => context.trace.processes.flatMap((_, index) => checkProcess(context, index + 1)),
};
