import type { Culprit, Stall } from './diagnosis.js';
import { fingerprintOf } from './fingerprint.js';
import { healthWithout, type LoopRecord, whatIf } from './loop-health.js';
import { mainPackage } from './package-shares.js';
import { roundMs } from './round.js';
import { triggerShares } from './triggers.js';

/** Stalls of one blamed line and one cause belong together. */
export function culpritKey(stall: Stall): string {
  const { location, cause } = stall;
  const place = location === null ? '' : `${location.file}:${location.line}:${location.function}`;
  return `${place}|${cause.kind}|${cause.api ?? ''}`;
}

/** Groups by key, in the order of first appearance. */
export function byCulprit(stalls: readonly Stall[]): Stall[][] {
  const groups = new Map<string, Stall[]>();
  for (const stall of stalls) {
    const group = groups.get(culpritKey(stall));
    if (group) group.push(stall);
    else groups.set(culpritKey(stall), [stall]);
  }
  return [...groups.values()];
}

/** Stalls grouped by blamed line and cause, the largest total first. `cwd` is the target's. */
export function culpritsOf(stalls: readonly Stall[], records: readonly LoopRecord[], cwd: string): Culprit[] {
  const allMs = stalls.reduce((sum, stall) => sum + stall.durationMs, 0);
  const loops = new Set(records.map((record) => record.process));
  const ofLoop = stalls.filter((stall) => loops.has(stall.process) && stall.threadId === 0);
  const loop = whatIf(records);
  const culprits = byCulprit(stalls).flatMap((group): Culprit[] => {
    const [first] = group;
    if (first === undefined) return [];
    const totalMs = group.reduce((sum, stall) => sum + stall.durationMs, 0);
    const ids = group.map((stall) => stall.id);
    return [
      {
        fingerprint: fingerprintOf(first, cwd),
        location: first.location,
        cause: { kind: first.cause.kind, api: first.cause.api },
        count: group.length,
        totalMs: roundMs(totalMs),
        worstMs: group.reduce((worst, stall) => Math.max(worst, stall.durationMs), 0),
        share: allMs > 0 ? Math.round((totalMs / allMs) * 1000) / 1000 : 0,
        stallIds: ids,
        triggers: triggerShares(group),
        package: mainPackage(group),
        without: healthWithout(loop, ofLoop, new Set(ids)),
      },
    ];
  });
  return culprits.sort((a, b) => b.totalMs - a.totalMs);
}
