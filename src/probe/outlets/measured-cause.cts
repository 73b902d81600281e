/**
 * Why a stall happened, as far as it was measured: what a process can tell of itself the moment that the stall is over.
 * The rest takes a report, which reads stacks and source.
 */
import type { StallCloseEvent } from '../../trace/stall-events.js' with { 'resolution-mode': 'import' };

/** What holds at least this share of a stall is its cause. */
const MAIN_SHARE = 0.5;
/** As the report judges: the monitor slept through this share of it too, and the thread was busy for no more than that. */
const SUSPENDED_LATE_SHARE = 0.75;
const SUSPENDED_BUSY_SHARE = 0.25;

/** What a stall is counted under. All but `unknown` are kinds of a report. */
type MeasuredCause = 'sync-call' | 'json' | 'gc' | 'cpu-starved' | 'suspended' | 'unknown';

const MEASURED_CAUSES: readonly MeasuredCause[] = ['sync-call', 'json', 'gc', 'cpu-starved', 'suspended', 'unknown'];

/** Timed calls whose stalls are of the kind `json`. */
const JSON_CALLS: ReadonlySet<string> = new Set(['JSON.parse', 'JSON.stringify', 'structuredClone']);

type Close = Pick<StallCloseEvent, 'startNs' | 'endNs' | 'cpuNs' | 'runQueueNs' | 'gcNs' | 'monitorLateNs' | 'calls'>;

function measuredCause(close: Close, thresholdMs: number): MeasuredCause {
  const { cpuNs, runQueueNs, gcNs, monitorLateNs } = close;
  const lengthNs = close.endNs - close.startNs;
  const isMain = (partNs: number) => partNs >= MAIN_SHARE * lengthNs;
  const busyNs = (cpuNs ?? 0) + (runQueueNs ?? 0);
  if (monitorLateNs >= SUSPENDED_LATE_SHARE * lengthNs && busyNs <= SUSPENDED_BUSY_SHARE * lengthNs) return 'suspended';
  const [call] = close.calls;
  const waits = cpuNs !== null && runQueueNs !== null && cpuNs < thresholdMs * 1e6 && runQueueNs > cpuNs;
  if (waits && isMain(runQueueNs)) return 'cpu-starved';
  if (gcNs !== null && isMain(gcNs)) return 'gc';
  if (call !== undefined && isMain(call.timedNs)) return JSON_CALLS.has(call.api) ? 'json' : 'sync-call';
  return 'unknown';
}

export = { measuredCause, MEASURED_CAUSES };
