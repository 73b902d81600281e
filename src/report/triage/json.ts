import type { RankedCulprit } from '../../triage/ranking.js';
import type { Triage } from '../../triage/triage.js';

/** The name and version of this document: a rename raises the version. */
export const TRIAGE_FORMAT = 'loopcheck-triage';
export const TRIAGE_VERSION = 1;

/** The triage for other programs; docs/triage.schema.json describes it. Times of the wall clock are ISO 8601, UTC. */
export function renderJson(triage: Triage): string {
  const { fleet, culprits, ...rest } = triage;
  const { startMs, endMs, ...figures } = fleet;
  const document = {
    format: TRIAGE_FORMAT,
    version: TRIAGE_VERSION,
    fleet: { ...figures, start: isoOf(startMs), end: isoOf(endMs) },
    ...rest,
    culprits: culprits.map(culpritOf),
  };
  return `${JSON.stringify(document, roundNumbers, 2)}\n`;
}

function culpritOf({ firstMs, lastMs, ...culprit }: RankedCulprit) {
  return { ...culprit, firstSeen: isoOf(firstMs), lastSeen: isoOf(lastMs) };
}

function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Thousandths are enough of a ms; chances keep their digits. */
function roundNumbers(key: string, value: unknown): unknown {
  return typeof value === 'number' && key !== 'p' ? Math.round(value * 1000) / 1000 : value;
}
