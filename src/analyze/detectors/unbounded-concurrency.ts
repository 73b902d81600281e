import type { Finding } from '../diagnosis.js';
import { operationsOf, type PlacedOperations, type ProcessView } from '../process-view.js';
import { CROWD_COUNT } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector } from './detector.js';
import { isOwnOperation } from './own-operations.js';

/** Errors by which a peer or the system says that it was too many. */
const TOO_MANY = new Set(['EMFILE', 'ENFILE', 'ECONNRESET']);

/** The code of an error that ended the process, or was nobody's, and says "too many". */
function refusedBy(view: ProcessView): string | null {
  const codes = view.process.observed.flatMap((event) => (event.type === 'failure' && event.code ? [event.code] : []));
  return codes.find((code) => TOO_MANY.has(code)) ?? null;
}

function severityOf({ event, throughPackage }: PlacedOperations, refused: string | null): Finding['severity'] {
  if (refused !== null) return 'error';
  // Connections that then mostly wait are what an event loop is good at.
  if (event.kind === 'net') return 'info';
  // What a tool reads through its packages is rarely its author's to change.
  return throughPackage && event.kind === 'fs' ? 'info' : 'warning';
}

/** A place that has started far fewer than were under way stood beside somebody else's crowd: `fs.rm` starts its own. */
const OWN_SHARE = 0.5;

function isCrowd(one: PlacedOperations): boolean {
  const { peak, operations } = one.event;
  return isOwnOperation(one) && peak >= CROWD_COUNT && operations >= OWN_SHARE * peak;
}

function check(view: ProcessView): Finding[] {
  const crowds = operationsOf(view).filter(isCrowd);
  const refused = refusedBy(view);
  return groupBy(crowds, ({ place }) => lineKey(place)).flatMap((group) => {
    const [worst] = [...group].sort((a, b) => b.event.peak - a.event.peak);
    if (worst === undefined) return [];
    const { kind, api, peak } = worst.event;
    const operations = group.reduce((sum, { event }) => sum + event.operations, 0);
    return behaviourFinding('unbounded-concurrency', {
      severity: severityOf(worst, refused),
      place: worst.place,
      count: 1,
      totalMs: 0,
      evidence: { kind, api, peak, n: peak, operations: Math.max(operations, peak), limit: CROWD_COUNT, code: refused },
    });
  });
}

/** Hundreds of operations under way at once, all from one place. */
export const unboundedConcurrency: Detector = {
  id: 'unbounded-concurrency',
  needs: ['operations'],
  limits: [
    {
      value: CROWD_COUNT,
      unit: 'count',
      of: 'operations from one place under way at once',
      why: 'no peer, pool or limit on open files gains from more, and the last of them waits for all the others',
    },
  ],
  severities: ['error', 'warning', 'info'],
  check: ({ views }) => views.flatMap(check),
};
