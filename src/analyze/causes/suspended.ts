import { SUSPENDED_BUSY_SHARE, SUSPENDED_LATE_SHARE } from '../thresholds.js';
import { type Judge, judged, showNs, showShare } from './cause.js';

/** The process or the machine stood: the monitor slept through the stall too, and nobody wanted the core. */
export const suspended: Judge = (view) => {
  const { durationNs, monitorLateNs } = view;
  if (monitorLateNs === null || monitorLateNs < SUSPENDED_LATE_SHARE * durationNs) return null;
  const busyNs = (view.cpuNs ?? 0) + (view.runQueueNs ?? 0);
  if (busyNs > SUSPENDED_BUSY_SHARE * durationNs) return null;
  const seen =
    view.cpuNs === null
      ? ''
      : `, and the thread neither computed nor waited for a core for more than ${showNs(busyNs)}`;
  return judged({
    kind: 'suspended',
    confidence: view.cpuNs === null ? 0.75 : 0.95,
    evidence:
      `The thread that watches the loop was itself woken ${showNs(monitorLateNs)} late in a stall of ` +
      `${showNs(durationNs)} (${showShare(monitorLateNs / durationNs)})${seen}: the process was stopped, or the machine slept.`,
  });
};
