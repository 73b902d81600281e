import { byCulprit } from '../culprits.js';
import type { Finding, Stall } from '../diagnosis.js';
import { roundMs } from '../round.js';
import type { Detector, DetectorContext } from './detector.js';
import { severityOfAll } from './severity.js';
import { STALL_LIMITS } from './stall-limits.js';

/** The figures that every finding about stalls carries. */
export function stallEvidence(group: readonly Stall[]): Finding['evidence'] {
  const worst = [...group].sort((a, b) => b.durationMs - a.durationMs)[0];
  return {
    kind: worst?.cause.kind ?? null,
    api: worst?.cause.api ?? null,
    pattern: worst?.cause.pattern ?? null,
    confidence: worst?.cause.confidence ?? null,
    why: worst?.cause.evidence ?? null,
    phase: worst?.phase ?? null,
    worstMs: worst?.durationMs ?? null,
    cpuMs: worst?.cpuMs ?? null,
    gcMs: worst?.gcMs ?? null,
    ongoing: worst?.ongoing ?? false,
    inAsyncFunction: group.some((stall) => stall.inAsyncFunction),
    inWorker: group.every((stall) => stall.threadId !== 0),
  };
}

/** One finding about a group of stalls, at the place of the first. */
export function findingOf(context: DetectorContext, id: string, group: readonly Stall[]): Finding {
  return {
    id,
    severity: severityOfAll(context.trace, group),
    location: group[0]?.location ?? null,
    count: group.length,
    totalMs: roundMs(group.reduce((sum, stall) => sum + stall.durationMs, 0)),
    stallIds: group.map((stall) => stall.id),
    evidence: stallEvidence(group),
  };
}

/** A detector of stalls of one sort: one finding for each blamed line. */
export function stallDetector(id: string, accepts: (stall: Stall) => boolean): Detector {
  return {
    id,
    needs: ['stalls'],
    limits: STALL_LIMITS,
    severities: ['error', 'warning', 'info'],
    check: (context) => byCulprit(context.stalls.filter(accepts)).map((group) => findingOf(context, id, group)),
  };
}
