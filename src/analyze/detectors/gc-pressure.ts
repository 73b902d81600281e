import type { HealthEvent } from '../../trace/events.js';
import type { ProcessTrace } from '../../trace/trace.js';
import { byCulprit } from '../culprits.js';
import type { Finding, Stall } from '../diagnosis.js';
import { roundMs } from '../round.js';
import { DOMINANT_SHARE, GC_PRESSURE_SHARE, GC_PRESSURE_SPAN_MS, NS_PER_MS } from '../thresholds.js';
import type { Detector, DetectorContext } from './detector.js';
import { findingOf } from './stall-finding.js';
import { STALL_LIMITS } from './stall-limits.js';

/**
 * Time in collection, and time in all, without the thread's waiting for a core: on a busy machine a collection lasts
 * longer than it works, and it can't work more than the thread did.
 */
function ownTimes({ gcNs, cpuNs, runQueueNs, spanNs }: HealthEvent): { gcMs: number; spanMs: number } {
  const waitedNs = Math.min(runQueueNs ?? 0, spanNs);
  const working = cpuNs === null || cpuNs + waitedNs === 0 ? 1 : cpuNs / (cpuNs + waitedNs);
  const ownNs = Math.min((gcNs ?? 0) * working, cpuNs ?? Number.POSITIVE_INFINITY);
  return { gcMs: ownNs / NS_PER_MS, spanMs: (spanNs - waitedNs) / NS_PER_MS };
}

/** The worst run of health lines in which collection took its share of the thread, of at least a second. */
function worstSpan(process: ProcessTrace): { gcMs: number; spanMs: number } | null {
  const lines = process.health.filter((event) => (event.threadId ?? 0) === 0 && event.gcNs !== null);
  let best: { gcMs: number; spanMs: number } | null = null;
  let gcMs = 0;
  let spanMs = 0;
  for (const line of lines) {
    const own = ownTimes(line);
    gcMs += own.gcMs;
    spanMs += own.spanMs;
    if (gcMs < GC_PRESSURE_SHARE * spanMs) {
      gcMs = 0;
      spanMs = 0;
    } else if (spanMs >= GC_PRESSURE_SPAN_MS && gcMs > (best?.gcMs ?? 0)) {
      best = { gcMs, spanMs };
    }
  }
  return best;
}

function ofRun(context: DetectorContext, process: ProcessTrace): Finding[] {
  const span = worstSpan(process);
  if (span === null) return [];
  const finding = findingOf(context, 'gc-pressure', []);
  return [
    {
      ...finding,
      severity: 'warning',
      count: 1,
      totalMs: roundMs(span.gcMs),
      evidence: { gcMs: roundMs(span.gcMs), spanMs: roundMs(span.spanMs), gcShare: roundMs(span.gcMs / span.spanMs) },
    },
  ];
}

/** `gcMs` is that of all the stalls: each may be short of the whole. */
function ofStalls(context: DetectorContext, group: readonly Stall[]): Finding {
  const finding = findingOf(context, 'gc-pressure', group);
  const known = group.flatMap(({ gcMs }) => (gcMs === null ? [] : [gcMs]));
  const gcMs = known.length === 0 ? null : roundMs(known.reduce((sum, ms) => sum + ms, 0));
  return { ...finding, evidence: { ...finding.evidence, gcMs } };
}

/** Collection took half of a stall, or a quarter of the thread for a second. */
export const gcPressure: Detector = {
  id: 'gc-pressure',
  needs: ['stalls', 'gc', 'health'],
  limits: [
    ...STALL_LIMITS,
    {
      value: DOMINANT_SHARE,
      unit: 'share',
      of: 'of a stall',
      why: 'then collecting, and not the work, is what it was',
    },
    {
      value: GC_PRESSURE_SHARE,
      unit: 'share',
      of: `of the thread for ${GC_PRESSURE_SPAN_MS / 1000} s`,
      why: 'a quarter of the thread is a quarter fewer requests; over a second it is no chance',
    },
  ],
  severities: ['error', 'warning', 'info'],
  check(context) {
    const stalls = context.stalls.filter((stall) => stall.cause.kind === 'gc');
    const found = byCulprit(stalls).map((group) => ofStalls(context, group));
    // The stalls say where. The run's share says more than they do where they did no harm, or there are none.
    const weighty = found.some(({ severity }) => severity !== 'info');
    return weighty ? found : [...context.trace.processes.flatMap((process) => ofRun(context, process)), ...found];
  },
};
