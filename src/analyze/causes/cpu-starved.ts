import { isJsonApi } from '../stack-shapes.js';
import type { StallView } from '../stall-view.js';
import { NS_PER_MS, REPORTED_WAITING_SHARE } from '../thresholds.js';
import { doing, type Judge, judged, showNs, sumNs } from './cause.js';

/**
 * Time that the system reports neither as computing nor as waiting for a core. The looks tell what it was: JavaScript
 * never sleeps, so where they show nothing else, the core was away (taken by the hypervisor); else it was a call.
 */
function unreported(view: StallView, ns: number): { waitingNs: number; asleepNs: number } {
  const sleepers = sumNs(doing(view, 'sync-call', 'json', 'native'));
  // Without a look it may have slept in any of the calls that were begun.
  const begun = [...view.calls, ...view.totals].some(({ api }) => !isJsonApi(api));
  const unseen = view.looks.length === 0 && begun;
  const couldSleep = unseen || sleepers > UNSEEN_SLEEP_SHARE * sumNs(view.slices);
  return couldSleep ? { waitingNs: 0, asleepNs: ns } : { waitingNs: ns, asleepNs: 0 };
}

/** The thread's figures may have been read so long after the stall began: what it did before is not in them. */
const UNREAD_NS = 35 * NS_PER_MS;

/** The loop's part of a stall that its own code can have made, were it all computing. */
const RAN_SHARE = 0.5;

/**
 * Whatever the thread did, it computed for less than half of the stall, and nothing that it was seen to do can sleep: a
 * guest system does not report what its host took, nor waiting for memory.
 */
function hardlyRan(view: StallView, cpuNs: number): boolean {
  // A native call that nobody knows of may sleep, and leaves no look.
  if (view.looks.length === 0) return false;
  const loading = sumNs(doing(view, 'module-load'));
  return cpuNs + UNREAD_NS < RAN_SHARE * view.durationNs && loading <= UNSEEN_SLEEP_SHARE * sumNs(view.slices);
}

/** Less than this in calls and in silence can't be what a stall slept in. */
const UNSEEN_SLEEP_SHARE = 0.1;

/** The loop's own share of a stall in which it was woken late is no stall. */
const WOKEN_LATE_SHARE = 0.5;

/** The loop had nothing to do and was woken late: whatever kept the system from it, no code of the loop's did. */
function wokenLate({ idleNs, durationNs, thresholdNs }: StallView): ReturnType<Judge> {
  if (idleNs === null || idleNs < WOKEN_LATE_SHARE * durationNs || durationNs - idleNs >= thresholdNs) return null;
  return judged({
    kind: 'cpu-starved',
    confidence: 0.9,
    evidence:
      `For ${showNs(idleNs)} of ${showNs(durationNs)} the loop had nothing to do and was due to be woken: the machine was ` +
      'busy with other work.',
  });
}

/** From this part on the waiting is called by what the system says that it was. */
const MOSTLY_REPORTED = 0.5;

/** Less than this part of it in collections is not worth a word. */
const COLLECTING_SHARE = 0.25;

/** What is known of the time that the thread neither computed nor slept in a call. */
function away({ runQueueNs, gcNs, durationNs }: StallView, waitedNs: number): string {
  const reportedNs = runQueueNs ?? 0;
  if (reportedNs >= MOSTLY_REPORTED * waitedNs) return `waited ${showNs(waitedNs)} for a core`;
  const collecting = (gcNs ?? 0) >= COLLECTING_SHARE * durationNs;
  // A collection's helper threads wait for cores, too.
  const where = collecting
    ? `, much of it in collections (${showNs(gcNs ?? 0)}), whose helpers wait for cores as well,`
    : '';
  return `was kept from running for ${showNs(waitedNs)}${where}`;
}

/**
 * The operating system gave the thread no core: it waited for one longer than it computed, and its own computing would
 * not have been a stall. Time asleep in a call counts for neither, so the waiting must also be longer than that.
 */
export const cpuStarved: Judge = (view) => {
  const { cpuNs, runQueueNs, durationNs } = view;
  const late = wokenLate(view);
  if (late !== null) return late;
  if (cpuNs === null || runQueueNs === null || cpuNs >= view.thresholdNs) return null;
  const rest = unreported(view, Math.max(0, durationNs - cpuNs - runQueueNs));
  const waitedNs = runQueueNs + rest.waitingNs;
  if (waitedNs <= cpuNs || waitedNs < rest.asleepNs) return null;
  const isReported = runQueueNs >= REPORTED_WAITING_SHARE * waitedNs;
  if (!isReported && !hardlyRan(view, cpuNs)) return null;
  return judged({
    kind: 'cpu-starved',
    confidence: 0.95,
    evidence: `Of ${showNs(durationNs)} the thread ${away(view, waitedNs)} and computed for ${showNs(cpuNs)}: the machine was busy with other work.`,
  });
};
