import delayCounts from '../metrics/delays.cjs';
import type { DelayCount } from '../metrics/figures.cjs';
import type { HealthEvent } from '../trace/events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import type { LoopHealth, Stall } from './diagnosis.js';
import { launchedProcess, ordinalOf } from './process-tree.js';
import { LAG_SLICE_MS, LAG_SLICES, NS_PER_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';

const { meanNs, percentileNs, pulseDelays, stddevNs, withoutStalls, withSwallowedTicks } = delayCounts;

/** What is known of one loop's delays, from which its health and what-ifs are counted. */
export interface LoopRecord {
  /** Uncorrected, with the delays of stalls that the process did not live to count. */
  readonly delays: readonly DelayCount[];
  readonly pulseNs: number;
  readonly health: readonly HealthEvent[];
  /** Shift of the process's clock to the run's. */
  readonly shiftNs: number;
  /** Number of its process in the run. */
  readonly process: number;
}

/** The processes whose main loop is the target's: the launched one, or all where it left no trace (a shell). */
export function mainProcesses(trace: Trace): readonly ProcessTrace[] {
  const launched = launchedProcess(trace);
  if (launched !== null) return [launched];
  return trace.run === null ? trace.processes.slice(0, 1) : trace.processes;
}

/** Reads the delays of one loop of a process: of its main thread (0), or of a worker. */
export function loopRecord(
  trace: Trace,
  process: ProcessTrace,
  threadId: number,
  stalls: readonly Stall[],
): LoopRecord {
  const ordinal = ordinalOf(trace, process);
  const health = process.health.filter((event) => (event.threadId ?? 0) === threadId);
  const shiftNs = clockShiftNs(trace, process);
  const toldUntilMs = ((health.at(-1)?.atNs ?? Number.NEGATIVE_INFINITY) + shiftNs) / NS_PER_MS;
  const untold = stalls
    .filter((stall) => stall.process === ordinal && stall.threadId === threadId)
    .filter((stall) => stall.ongoing || stall.startMs + stall.durationMs > toldUntilMs)
    .map((stall) => ({ delayNs: stall.durationMs * NS_PER_MS, count: 1 }));
  const delays = [...pulseDelays(health), ...untold].sort((a, b) => a.delayNs - b.delayNs);
  return { delays, pulseNs: process.header.pulseMs * NS_PER_MS, health, shiftNs, process: ordinal };
}

function correctedDelays(records: readonly LoopRecord[]): DelayCount[] {
  const all = records.flatMap((record) => withSwallowedTicks(record.delays, record.pulseNs));
  return all.sort((a, b) => a.delayNs - b.delayNs);
}

function toMs(ns: number | null): number | null {
  return ns === null ? null : Math.round(ns / 1000) / 1000;
}

function busynessOf(records: readonly LoopRecord[]): Pick<LoopHealth, 'utilization' | 'activeMs' | 'idleMs'> {
  const health = records.flatMap((record) => record.health);
  const activeNs = health.reduce((sum, event) => sum + event.activeNs, 0);
  const idleNs = health.reduce((sum, event) => sum + event.idleNs, 0);
  if (activeNs + idleNs === 0) return { utilization: null, activeMs: null, idleMs: null };
  const utilization = Math.round((activeNs / (activeNs + idleNs)) * 1000) / 1000;
  return { utilization, activeMs: toMs(activeNs), idleMs: toMs(idleNs) };
}

function starvedShareOf(records: readonly LoopRecord[]): number | null {
  const told = records.flatMap(({ health }) =>
    health.flatMap(({ cpuNs, runQueueNs }) => (cpuNs === null || runQueueNs === null ? [] : [{ cpuNs, runQueueNs }])),
  );
  const waitedNs = told.reduce((sum, { runQueueNs }) => sum + runQueueNs, 0);
  const wantedNs = told.reduce((sum, { cpuNs }) => sum + cpuNs, waitedNs);
  return wantedNs > 0 ? Math.round((waitedNs / wantedNs) * 1000) / 1000 : null;
}

/** Worst delay of each slice of the run: stalls where they lay, the rest from the health lines. */
function lagLine(records: readonly LoopRecord[], stalls: readonly Stall[], thresholdMs: number): number[] {
  const spans = [
    ...records.flatMap((record) =>
      record.health.map((event) => {
        const endMs = (event.atNs + record.shiftNs) / NS_PER_MS;
        return {
          startMs: endMs - event.spanNs / NS_PER_MS,
          endMs,
          lagMs: event.maxDelayNs / NS_PER_MS,
          isStall: false,
        };
      }),
    ),
    ...stalls.map((stall) => {
      const endMs = stall.startMs + stall.durationMs;
      return { startMs: stall.startMs, endMs, lagMs: stall.durationMs, isStall: true };
    }),
  ];
  if (spans.length === 0) return [];
  const fromMs = Math.min(...spans.map((span) => span.startMs));
  const toMsEnd = Math.max(...spans.map((span) => span.endMs));
  const count = Math.max(1, Math.min(LAG_SLICES, Math.ceil((toMsEnd - fromMs) / LAG_SLICE_MS)));
  const widthMs = (toMsEnd - fromMs) / count || 1;
  const line = new Array<number>(count).fill(0);
  for (const span of spans) {
    // A health line's largest delay is that of a stall, which is drawn where it was and not over the whole second.
    const isTold = !span.isStall && span.lagMs >= thresholdMs && overlapsStall(span, stalls);
    if (isTold) continue;
    const first = Math.max(0, Math.floor((span.startMs - fromMs) / widthMs));
    const last = Math.min(count - 1, Math.ceil((span.endMs - fromMs) / widthMs) - 1);
    for (let i = first; i <= last; i++) line[i] = Math.max(line[i] ?? 0, span.lagMs);
  }
  return line.map((lagMs) => Math.round(lagMs * 100) / 100);
}

function overlapsStall(span: { startMs: number; endMs: number }, stalls: readonly Stall[]): boolean {
  return stalls.some((stall) => stall.startMs < span.endMs && stall.startMs + stall.durationMs > span.startMs);
}

/** The health of the target's loop. `stalls` are those of these loops; all figures are null without data. */
export function loopHealth(records: readonly LoopRecord[], stalls: readonly Stall[], thresholdMs: number): LoopHealth {
  const delays = correctedDelays(records);
  const longestMs = Math.max(0, ...stalls.map((stall) => stall.durationMs));
  const worstNs = records.flatMap((record) => record.health).reduce((max, event) => Math.max(max, event.maxDelayNs), 0);
  const hasData = delays.length > 0;
  return {
    minMs: toMs(delays[0]?.delayNs ?? null),
    meanMs: toMs(meanNs(delays)),
    stddevMs: toMs(stddevNs(delays)),
    p50Ms: toMs(percentileNs(delays, 0.5)),
    p90Ms: toMs(percentileNs(delays, 0.9)),
    p99Ms: toMs(percentileNs(delays, 0.99)),
    maxMs: hasData ? Math.max(longestMs, toMs(worstNs) ?? 0) : null,
    ...busynessOf(records),
    starvedShare: starvedShareOf(records),
    sampler: 'pulse',
    lagMs: lagLine(records, stalls, thresholdMs),
    blockedMs: Math.round(stalls.reduce((sum, stall) => sum + stall.durationMs, 0) * 1000) / 1000,
  };
}

/** The loop as it would have been if some stalls had not happened. */
export function healthWithout(
  records: readonly LoopRecord[],
  stalls: readonly Stall[],
  gone: ReadonlySet<number>,
): { p99Ms: number | null; maxMs: number | null; blockedMs: number } {
  const left = stalls.filter((stall) => !gone.has(stall.id));
  const delays = records.flatMap((record) => {
    const own = stalls.filter((stall) => gone.has(stall.id) && stall.process === record.process);
    const without = withoutStalls(
      record.delays,
      own.map((stall) => stall.durationMs * NS_PER_MS),
    );
    return withSwallowedTicks(without, record.pulseNs);
  });
  delays.sort((a, b) => a.delayNs - b.delayNs);
  const longestMs = Math.max(0, ...left.map((stall) => stall.durationMs));
  return {
    p99Ms: toMs(percentileNs(delays, 0.99)),
    maxMs: delays.length === 0 ? null : Math.max(longestMs, toMs(delays.at(-1)?.delayNs ?? 0) ?? 0),
    blockedMs: Math.round(left.reduce((sum, stall) => sum + stall.durationMs, 0) * 1000) / 1000,
  };
}
