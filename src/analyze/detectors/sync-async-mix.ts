import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import { operationsOf, type PlacedOperations, type ProcessView } from '../process-view.js';
import { syncCallNear } from '../source/twins.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector } from './detector.js';

interface Mix {
  readonly api: string;
  readonly twin: string;
  readonly place: Frame;
  readonly calls: number;
  readonly operations: number;
  readonly asyncLine: number;
}

/** `fs.promises.readFile` → `fs.readFileSync`; of a child the function by which it was started. */
function twinOf({ event, frames }: PlacedOperations): string {
  if (event.kind !== 'child') return `${event.api.replace('.promises.', '.')}Sync`;
  const outer = frames.findLast(
    ({ file, name }) => file === 'node:child_process' && /^(?:exec|execFile|spawn)$/.test(name),
  );
  return `child_process.${outer?.name ?? 'spawn'}Sync`;
}

/** Synchronous calls of the main thread with the program running, by api. */
function syncCalls(view: ProcessView): ReadonlyMap<string, number> {
  const last = view.process.observed.findLast((event) => event.type === 'sync-counts' && (event.threadId ?? 0) === 0);
  return new Map(last?.type === 'sync-counts' ? last.calls : []);
}

function mixesOf(view: ProcessView): Mix[] {
  const counts = syncCalls(view);
  const running = view.process.marks.find(({ name }) => name === 'running' || name === 'listen');
  if (counts.size === 0 || running === undefined) return [];
  return operationsOf(view).flatMap((one) => {
    const { event, place } = one;
    const twin = twinOf(one);
    const calls = counts.get(twin) ?? 0;
    if (place === null || one.throughPackage || calls === 0 || event.lastNs < running.atNs) return [];
    const near = syncCallNear(view.sources, place, twin.slice(twin.indexOf('.') + 1));
    if (near === null) return [];
    const { api, operations } = event;
    return [{ api, twin, place: near, calls, operations, asyncLine: place.line }];
  });
}

function check(view: ProcessView): Finding[] {
  return groupBy(mixesOf(view), ({ place, twin }) => `${lineKey(place)} ${twin}`).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { api, twin, place, calls, asyncLine } = first;
    const operations = group.reduce((sum, one) => sum + one.operations, 0);
    return behaviourFinding('sync-async-mix', {
      severity: 'info',
      place,
      count: 1,
      totalMs: 0,
      evidence: { api: twin, twin: api, calls, n: calls + operations, operations, asyncLine },
    });
  });
}

/** Both twins of one api on one path. */
export const syncAsyncMix: Detector = {
  id: 'sync-async-mix',
  needs: ['operations', 'calls'],
  limits: [
    {
      value: 1,
      unit: 'count',
      of: 'call of each twin with the program running, in the same function or file',
      why: 'one is enough to answer sometimes now and sometimes later; at the start a synchronous call is right',
    },
  ],
  severities: ['info'],
  check: ({ views }) => views.flatMap(check),
};
