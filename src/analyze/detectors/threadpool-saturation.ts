import type { PoolWaitEvent } from '../../trace/observed.js';
import type { Finding } from '../diagnosis.js';
import { operationsOf, type PlacedOperations, type ProcessView } from '../process-view.js';
import { NS_PER_MS, POOL_LATE_SHARE, POOL_LOOP_BUSY_SHARE, POOL_QUEUE_JOBS, POOL_WAIT_MS } from '../thresholds.js';
import { behaviourFinding } from './behaviour-finding.js';
import type { Detector, DetectorContext } from './detector.js';
import { processFacts } from './process-facts.js';

/** What runs on the thread pool, and how much longer than the others its jobs take. */
const POOLED: Readonly<Record<string, number>> = { fs: 1, dns: 1, zlib: 10, crypto: 10 };

/** A place counts for a wait if its crowd was seen within so long of it. */
const NEAR_NS = 1e9;

function isQueue({ waitNs, activeNs, monitorLateNs, jobs, threads }: PoolWaitEvent): boolean {
  return (
    waitNs >= POOL_WAIT_MS * NS_PER_MS &&
    activeNs < POOL_LOOP_BUSY_SHARE * waitNs &&
    monitorLateNs < POOL_LATE_SHARE * waitNs &&
    jobs > threads
  );
}

/** Whose jobs stood in the queue: the place with most of them near that time. */
function culprit(view: ProcessView, { atNs, waitNs }: PoolWaitEvent): PlacedOperations | null {
  const pooled = operationsOf(view).filter(({ event, place }) => event.kind in POOLED && place !== null);
  const near = pooled.filter(({ event }) => event.firstNs < atNs + waitNs && event.lastNs > atNs - NEAR_NS);
  const weight = ({ event }: PlacedOperations) => event.peak * (POOLED[event.kind] ?? 0);
  const byWeight = (a: PlacedOperations, b: PlacedOperations) => weight(b) - weight(a);
  return [...near].sort(byWeight)[0] ?? [...pooled].sort(byWeight)[0] ?? null;
}

function check({ trace }: DetectorContext, view: ProcessView): Finding[] {
  const waits = view.process.observed.filter((event) => event.type === 'pool-wait').filter(isQueue);
  const [worst] = [...waits].sort((a, b) => b.waitNs - a.waitNs);
  if (worst === undefined) return [];
  const isQueueLong = waits.some(({ jobs, threads }) => jobs >= POOL_QUEUE_JOBS * threads);
  const { listenMs } = processFacts(trace, view.ordinal);
  const source = culprit(view, worst);
  const serves = listenMs !== null && (worst.atNs + view.shiftNs) / NS_PER_MS >= listenMs;
  return [
    behaviourFinding('threadpool-saturation', {
      severity: isQueueLong ? (serves ? 'error' : 'warning') : 'info',
      place: source?.place ?? null,
      count: waits.length,
      totalMs: waits.reduce((sum, { waitNs }) => sum + waitNs, 0) / NS_PER_MS,
      evidence: {
        api: source?.event.api ?? null,
        worstMs: Math.round(worst.waitNs / NS_PER_MS),
        jobs: worst.jobs,
        n: worst.jobs,
        threads: worst.threads,
        loopBusyShare: Math.round((100 * worst.activeNs) / worst.waitNs) / 100,
      },
    }),
  ];
}

/** Work for libuv's thread pool stands in a queue while the loop itself is free. */
export const threadpoolSaturation: Detector = {
  id: 'threadpool-saturation',
  needs: ['pool', 'operations'],
  limits: [
    {
      value: POOL_WAIT_MS,
      unit: 'ms',
      of: 'that a small job waits for a thread of the pool',
      why: 'that is when a person notices the wait',
    },
    {
      value: POOL_LOOP_BUSY_SHARE,
      unit: 'share',
      of: 'of that time, at most, in which the loop was busy itself',
      why: 'a busy loop holds the jobs up by itself, and has findings of its own',
    },
    {
      value: POOL_QUEUE_JOBS,
      unit: 'count',
      of: 'jobs for each thread, for a `warning`',
      why: 'fewer are a full house, not a queue',
    },
  ],
  severities: ['error', 'warning', 'info'],
  check: (context) => context.views.flatMap((view) => check(context, view)),
};
