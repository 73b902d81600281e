import delayCounts from '../metrics/delays.cjs';
import type { DelayCount } from '../metrics/figures.cjs';
import type { HealthEvent } from '../trace/events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import type { LoopHealth, Stall } from './diagnosis.js';
import { delaysOfStalls, firstFrom, percentileWithoutNs, sumUpTicks, type TickSums } from './loop-delays.js';
import { launchedProcess, ordinalOf } from './process-tree.js';
import { roundMs } from './round.js';
import { LAG_SLICE_MS, LAG_SLICES, NS_PER_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';
import { untoldOf } from './untold.js';

const { meanNs, percentileNs, pulseDelays, stddevNs, withSwallowedTicks } = delayCounts;

const PULSE = 'pulse';

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
  /** Who measured: the probe's pulse, or another tool. */
  readonly sampler: string;
  /** Time in stalls that are only counted. */
  readonly untoldMs: number;
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
  const sampler = process.header.importedFrom?.format ?? PULSE;
  const { totalMs: untoldMs } = untoldOf(process, threadId);
  const delays = [...pulseDelays(health), ...untold].sort((a, b) => a.delayNs - b.delayNs);
  return { delays, pulseNs: process.header.pulseMs * NS_PER_MS, health, shiftNs, process: ordinal, sampler, untoldMs };
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
  const fromMs = spans.reduce((first, span) => Math.min(first, span.startMs), Number.POSITIVE_INFINITY);
  const toMsEnd = spans.reduce((last, span) => Math.max(last, span.endMs), Number.NEGATIVE_INFINITY);
  const count = Math.max(1, Math.min(LAG_SLICES, Math.ceil((toMsEnd - fromMs) / LAG_SLICE_MS)));
  const widthMs = (toMsEnd - fromMs) / count || 1;
  const line = new Array<number>(count).fill(0);
  const overlaps = overlapTest(stalls);
  for (const span of spans) {
    // A health line's largest delay is that of a stall, which is drawn where it was and not over the whole second.
    const isTold = !span.isStall && span.lagMs >= thresholdMs && overlaps(span);
    if (isTold) continue;
    const first = Math.max(0, Math.floor((span.startMs - fromMs) / widthMs));
    const last = Math.min(count - 1, Math.ceil((span.endMs - fromMs) / widthMs) - 1);
    for (let i = first; i <= last; i++) line[i] = Math.max(line[i] ?? 0, span.lagMs);
  }
  return line.map((lagMs) => Math.round(lagMs * 100) / 100);
}

/** Whether a span shares a moment with any of the stalls, which may come from several loops. */
function overlapTest(stalls: readonly Stall[]): (span: { startMs: number; endMs: number }) => boolean {
  const starts = stalls.toSorted((a, b) => a.startMs - b.startMs);
  // The latest end of all stalls up to here: with several loops an earlier one may last longer.
  let latestMs = Number.NEGATIVE_INFINITY;
  const ends = starts.map((stall) => {
    latestMs = Math.max(latestMs, stall.startMs + stall.durationMs);
    return latestMs;
  });
  return ({ startMs, endMs }) => {
    const before = firstFrom(starts.length, (index) => (starts[index] as Stall).startMs >= endMs);
    return before > 0 && (ends[before - 1] as number) > startMs;
  };
}

function blockedMs(records: readonly LoopRecord[], stalls: readonly Stall[]): number {
  const untoldMs = records.reduce((sum, record) => sum + record.untoldMs, 0);
  return roundMs(stalls.reduce((sum, stall) => sum + stall.durationMs, untoldMs));
}

/** The health of the target's loop. `stalls` are those of these loops; all figures are null without data. */
export function loopHealth(records: readonly LoopRecord[], stalls: readonly Stall[], thresholdMs: number): LoopHealth {
  const delays = correctedDelays(records);
  const longestMs = stalls.reduce((longest, stall) => Math.max(longest, stall.durationMs), 0);
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
    sampler: records.find(({ sampler }) => sampler !== PULSE)?.sampler ?? PULSE,
    lagMs: lagLine(records, stalls, thresholdMs),
    blockedMs: blockedMs(records, stalls),
  };
}

/** What "as if some stalls had not happened" is counted from: made once for all such questions. */
export interface WhatIf {
  readonly records: readonly LoopRecord[];
  readonly ticks: TickSums;
}

export function whatIf(records: readonly LoopRecord[]): WhatIf {
  return { records, ticks: sumUpTicks(correctedDelays(records)) };
}

/** The loop as it would have been if some stalls had not happened. */
export function healthWithout(
  { records, ticks }: WhatIf,
  stalls: readonly Stall[],
  gone: ReadonlySet<number>,
): { p99Ms: number | null; maxMs: number | null; blockedMs: number } {
  const left = stalls.filter((stall) => !gone.has(stall.id));
  const found = records.map((record) => {
    const own = stalls.filter((stall) => gone.has(stall.id) && stall.process === record.process);
    const lengths = own.map((stall) => stall.durationMs * NS_PER_MS);
    return { record, ...delaysOfStalls(record.delays, lengths) };
  });
  const swallowed = found.flatMap(({ record, delays }) => withSwallowedTicks(delays, record.pulseNs));
  const inTime = found.reduce((sum, { count }) => sum + count, 0);
  const worst = found.map(({ record, counts }) =>
    record.delays.findLast(({ count }, index) => count > (counts.get(index) ?? 0)),
  );
  const worstNs = Math.max(0, ...worst.map((one) => one?.delayNs ?? 0));
  const longestMs = left.reduce((longest, stall) => Math.max(longest, stall.durationMs), 0);
  return {
    p99Ms: toMs(percentileWithoutNs(ticks, sumUpTicks(swallowed), inTime, 0.99)),
    maxMs: ticks.delaysNs.length === 0 ? null : Math.max(longestMs, toMs(worstNs) ?? 0),
    blockedMs: blockedMs(records, left),
  };
}
