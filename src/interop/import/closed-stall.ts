import type { StallCloseEvent } from '../../trace/stall-events.js';

/** The end of a stall as a capture knows it: when it was, and what was collected in it; what only a probe measures is null. */
export function closedStall(stall: number, startNs: number, endNs: number, gcNs: number | null): StallCloseEvent {
  return {
    type: 'stall-close',
    stall,
    startNs,
    endNs,
    ended: 'turn',
    cpuNs: null,
    runQueueNs: null,
    gcNs,
    monitorLateNs: 0,
    calls: [],
    timedSpanNs: 0,
    droppedSamples: 0,
  };
}
