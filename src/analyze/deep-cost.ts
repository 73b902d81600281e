import type { TasksEvent } from '../trace/deep.js';
import type { Trace } from '../trace/trace.js';
import type { Stall } from './diagnosis.js';
import { NS_PER_MS, UNFOLLOWED_COST } from './thresholds.js';
import { clockShiftNs } from './times.js';

/** CPU time of a span that following its promises took, ns: the program alone would not take it. */
export function followingNs(event: TasksEvent): number {
  const { promiseJobs, promiseJobNs = 0, placesNs = 0 } = event;
  const followed = event.followedJobs ?? promiseJobs;
  const eachNs = Math.max(0, (event.followedJobNs ?? promiseJobNs) - promiseJobNs);
  return (followed + Math.max(0, promiseJobs - followed) * UNFOLLOWED_COST) * eachNs + placesNs;
}

/**
 * The part of a stall (0-1) that `--deep` itself took, as far as the spans in which it lay tell: by CPU time, as all of
 * their callbacks are followed alike. 0 without `--deep`.
 */
export function deepShare(trace: Trace, stall: Stall): number {
  const process = trace.processes[stall.process - 1];
  if (process === undefined || process.deep.length === 0) return 0;
  const startNs = stall.startMs * NS_PER_MS - clockShiftNs(trace, process);
  const endNs = startNs + stall.durationMs * NS_PER_MS;
  let ownNs = 0;
  let cpuNs = 0;
  for (const event of process.deep) {
    if (event.type !== 'tasks' || (event.threadId ?? 0) !== stall.threadId || event.cpuNs === null) continue;
    if (event.atNs <= startNs || event.atNs - event.spanNs >= endNs) continue;
    ownNs += Math.min(followingNs(event), event.cpuNs);
    cpuNs += event.cpuNs;
  }
  return cpuNs > 0 ? ownNs / cpuNs : 0;
}
