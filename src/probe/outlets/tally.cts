/**
 * Keeps the figures of the main thread's loop from the lines that are written to its trace: counters since the beginning,
 * delays over the last minute.
 */

import type { Figures } from '../../metrics/figures.cjs';
import type { HealthEvent, ProcessEvent } from '../../trace/events.js' with { 'resolution-mode': 'import' };

import collected = require('../../metrics/collections.cjs');
import counts = require('../../metrics/delays.cjs');
import causes = require('./measured-cause.cjs');

/** Delays and the utilization are of this long: a minute, as most who ask for them come once in that time. */
const WINDOW_NS = 60e9;

interface TallyDeps {
  readonly thresholdMs: number;
  readonly pulseMs: number;
  /** How late the pulse is at this moment, ms; 0 where it is not. */
  readonly lateMs: () => number;
  readonly lostEvents: () => number;
}

interface Span {
  readonly delays: HealthEvent['delays'];
  readonly maxDelayNs: number;
  readonly activeNs: number;
  readonly idleNs: number;
  readonly atNs: number;
}

/** A stall that is over and that no line of health has told of yet. */
interface Untold {
  readonly endNs: number;
  readonly delayNs: number;
}

const toMs = (ns: number | null) => (ns === null ? null : Math.round(ns / 1000) / 1000);

function makeTally({ thresholdMs, pulseMs, lateMs, lostEvents }: TallyDeps) {
  const stalls = new Map(causes.MEASURED_CAUSES.map((cause) => [cause, { count: 0, totalMs: 0 }]));
  const collections = collected.countCollections();
  /** Stalls of workers that are going on: what they do is not the main loop's. */
  const ofWorkers = new Set<number>();
  let armed = false;
  let spans: Span[] = [];
  let untold: Untold[] = [];
  let activeNs = 0;
  let idleNs = 0;
  let told = false;

  function forget(nowNs: number): void {
    spans = spans.filter(({ atNs }) => atNs > nowNs - WINDOW_NS);
  }

  function takeHealth(event: HealthEvent): void {
    if (event.threadId !== undefined) return;
    const { atNs, delays, maxDelayNs } = event;
    told = true;
    activeNs += event.activeNs;
    idleNs += event.idleNs;
    spans.push({ atNs, delays, maxDelayNs, activeNs: event.activeNs, idleNs: event.idleNs });
    // Here too: nobody may ever ask.
    forget(atNs);
    untold = untold.filter(({ endNs }) => endNs > atNs);
  }

  function take(event: ProcessEvent): void {
    switch (event.type) {
      case 'armed':
        armed = true;
        break;
      case 'health':
        takeHealth(event);
        break;
      case 'gc':
        if (event.threadId === undefined) collections.take(event);
        break;
      case 'stall-open':
        if (event.threadId !== undefined) ofWorkers.add(event.stall);
        break;
      case 'stall-close': {
        if (ofWorkers.delete(event.stall)) break;
        const lengthNs = event.endNs - event.startNs;
        const sums = stalls.get(causes.measuredCause(event, thresholdMs)) as { count: number; totalMs: number };
        sums.count += 1;
        sums.totalMs += lengthNs / 1e6;
        untold.push({ endNs: event.endNs, delayNs: lengthNs });
      }
    }
  }

  /** The figures at `nowMs`, ms since the origin. */
  function figures(nowMs: number): Figures {
    forget(nowMs * 1e6);
    const nowLateMs = lateMs();
    const extra = untold.map(({ delayNs }) => ({ delayNs, count: 1 }));
    if (nowLateMs > 0) extra.push({ delayNs: nowLateMs * 1e6, count: 1 });
    const delays = counts.withSwallowedTicks([...counts.pulseDelays(spans), ...extra], pulseMs * 1e6);
    const busyNs = spans.reduce((sum, span) => sum + span.activeNs, 0);
    const allNs = spans.reduce((sum, span) => sum + span.idleNs, busyNs);
    const longestNs = [...spans.map(({ maxDelayNs }) => maxDelayNs), ...extra.map(({ delayNs }) => delayNs)];
    return {
      armed,
      thresholdMs,
      delay: {
        minMs: toMs(delays[0]?.delayNs ?? null),
        meanMs: toMs(counts.meanNs(delays)),
        stddevMs: toMs(counts.stddevNs(delays)),
        p50Ms: toMs(counts.percentileNs(delays, 0.5)),
        p90Ms: toMs(counts.percentileNs(delays, 0.9)),
        p99Ms: toMs(counts.percentileNs(delays, 0.99)),
        maxMs: delays.length === 0 ? null : toMs(Math.max(...longestNs)),
      },
      // What the loop does while it is late is in no line yet, but it does not wait.
      utilization: allNs === 0 ? null : (busyNs + nowLateMs * 1e6) / (allNs + nowLateMs * 1e6),
      activeMs: told ? toMs(activeNs) : null,
      idleMs: told ? toMs(idleNs) : null,
      blockedMs: armed ? (nowLateMs >= thresholdMs ? nowLateMs : 0) : null,
      stalls: armed ? [...stalls].map(([cause, sums]) => ({ cause, ...sums })) : null,
      collections: collections.list(),
      droppedEvents: armed ? lostEvents() : null,
    };
  }

  return { take, figures };
}

export = { makeTally };
