import type { ResourcesEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import type { ProcessView } from '../process-view.js';
import { NS_PER_MS, PILE_BESIDES, PILE_CONNECTED_SHARE, PILE_COUNT, PILE_STEPS } from '../thresholds.js';
import { behaviourFinding } from './behaviour-finding.js';
import { heldPlaces } from './held-places.js';

const TIMER = /^Timeout$/;
const CONNECTION = /^(?:TCPSocketWrap|TLSWrap|PipeWrap)$/;

function countOf({ resources }: ResourcesEvent, pattern: RegExp): number {
  return resources.reduce((sum, [type, count]) => (pattern.test(type) ? sum + count : sum), 0);
}

/** Timers of the main thread that only ever became more, step by step, while connections did not. */
export function pileFinding(view: ProcessView): Finding[] {
  const counted = view.process.observed.filter(
    (event): event is ResourcesEvent => event.type === 'resources' && (event.threadId ?? 0) === 0,
  );
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Before the first line there were fewer than are told of.
  const timers = [0, ...counted.map((event) => countOf(event, TIMER))];
  const steps = timers.slice(1).map((count, i) => count - (timers[i] ?? 0));
  const grown = timers.at(-1) ?? 0;
  const connected = countOf(last, CONNECTION) - countOf(first, CONNECTION);
  if (grown < PILE_COUNT || steps.length < PILE_STEPS || steps.some((step) => step < 0)) return [];
  if (grown - Math.max(...steps) < PILE_BESIDES || connected >= grown * PILE_CONNECTED_SHARE) return [];
  const [maker] = heldPlaces(view).filter(({ type, count }) => TIMER.test(type) && count >= PILE_COUNT);
  const spanMs = (last.atNs - first.atNs) / NS_PER_MS;
  return [
    behaviourFinding('leaked-handle', {
      severity: 'warning',
      place: maker?.place ?? null,
      count: 1,
      totalMs: 0,
      evidence: {
        kind: 'growing',
        n: maker?.count ?? grown,
        all: grown,
        worstMs: Math.round(spanMs),
        followed: view.process.deep.length > 0,
      },
    }),
  ];
}
