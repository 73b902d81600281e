import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/gate/judge.js';
import prometheus from '../../../src/metrics/prometheus.cjs';
import tallies from '../../../src/probe/outlets/tally.cjs';
import { compose } from '../../../src/report/compose.js';
import { prometheus as ofReport } from '../../../src/report/prometheus.js';
import type { HealthEvent } from '../../../src/trace/events.js';
import { CWD, diagnosis } from '../../report/sample.js';
import { closed } from '../../support/trace-lines.js';

const SECOND = 1e9;

function health(second: number, change: Partial<HealthEvent> = {}): HealthEvent {
  return {
    type: 'health',
    atNs: second * SECOND,
    spanNs: SECOND,
    delays: [[1e6, 50]],
    maxDelayNs: 1e6,
    idleNs: 0.9 * SECOND,
    activeNs: 0.1 * SECOND,
    cpuNs: null,
    runQueueNs: null,
    gcNs: null,
    gcCount: null,
    heapUsedBytes: null,
    maxIterationDelayNs: null,
    ...change,
  };
}

function tally(change: { lateMs?: () => number } = {}) {
  const made = tallies.makeTally({ thresholdMs: 50, pulseMs: 20, lateMs: () => 0, lostEvents: () => 7, ...change });
  made.take({ type: 'armed', atNs: 0, setupNs: 0, eyes: [] });
  return made;
}

const stall = (startMs: number, endMs: number, change: Parameters<typeof closed>[0] = {}) =>
  closed({ startNs: startMs * 1e6, endNs: endMs * 1e6, ...change });

describe('the figures of a process that runs', () => {
  it('have delays and utilization of the last minute, and times since the beginning', () => {
    const one = tally();
    one.take(health(1, { delays: [[500e6, 1]], maxDelayNs: 500e6, activeNs: SECOND, idleNs: 0 }));
    for (let second = 2; second <= 70; second++) one.take(health(second));
    const { delay, utilization, activeMs, idleMs, droppedEvents } = one.figures(70_500);
    expect(delay).toEqual({ minMs: 1, meanMs: 1, stddevMs: 0, p50Ms: 1, p90Ms: 1, p99Ms: 1, maxMs: 1 });
    expect(utilization).toBeCloseTo(0.1, 9);
    expect(activeMs).toBeCloseTo(1000 + 69 * 100, 6);
    expect(idleMs).toBeCloseTo(69 * 900, 6);
    expect(droppedEvents).toBe(7);
  });

  it('count a stall that lasts as the delay that it is by now', () => {
    let lateMs = 0;
    const one = tally({ lateMs: () => lateMs });
    one.take(health(1));
    expect(one.figures(1500)).toMatchObject({ blockedMs: 0, delay: { maxMs: 1 } });
    lateMs = 400;
    const { delay, blockedMs, utilization, stalls } = one.figures(1900);
    expect(blockedMs).toBe(400);
    // The twenty ticks that it swallowed wait for 400, 380, … 20 ms, beside fifty of 1 ms.
    expect(delay).toMatchObject({ p50Ms: 1, p90Ms: 260, maxMs: 400 });
    expect(utilization).toBeCloseTo((100 + 400) / (1000 + 400), 9);
    expect(stalls?.every(({ count }) => count === 0)).toBe(true);
  });

  it('count a stall that is over before its second is told, and then not twice', () => {
    const one = tally();
    one.take(health(1));
    one.take(stall(1100, 1400));
    expect(one.figures(1500).delay.maxMs).toBe(300);
    one.take(
      health(2, {
        delays: [
          [1e6, 35],
          [300e6, 1],
        ],
        maxDelayNs: 300e6,
      }),
    );
    const untwice = tally();
    untwice.take(health(1));
    untwice.take(
      health(2, {
        delays: [
          [1e6, 35],
          [300e6, 1],
        ],
        maxDelayNs: 300e6,
      }),
    );
    expect(one.figures(2500).delay).toEqual(untwice.figures(2500).delay);
  });

  it('count stalls of the main thread by what was measured of them', () => {
    const one = tally();
    const call = (api: string, ms: number) => ({ calls: [{ api, count: 1, timedNs: ms * 1e6 }] });
    one.take(stall(0, 100, call('fs.readFileSync', 80)));
    one.take(stall(0, 100, call('JSON.parse', 60)));
    one.take(stall(0, 100, call('fs.readFileSync', 40)));
    one.take(stall(0, 100, { gcNs: 50e6 }));
    one.take(stall(0, 100, { cpuNs: 10e6, runQueueNs: 80e6 }));
    one.take(stall(0, 100, { monitorLateNs: 90e6, cpuNs: 1e6, runQueueNs: 0 }));
    one.take({ type: 'stall-open', stall: 9, threadId: 1, startNs: 0, atNs: 0 });
    one.take(closed({ stall: 9 }));
    expect(one.figures(1000).stalls).toEqual([
      { cause: 'sync-call', count: 1, totalMs: 100 },
      { cause: 'json', count: 1, totalMs: 100 },
      { cause: 'gc', count: 1, totalMs: 100 },
      { cause: 'cpu-starved', count: 1, totalMs: 100 },
      { cause: 'suspended', count: 1, totalMs: 100 },
      { cause: 'unknown', count: 1, totalMs: 100 },
    ]);
  });

  it('count collections of 10 ms and more of the main thread, whether in a stall or not', () => {
    const one = tally();
    const gc = (durationMs: number, threadId?: number) =>
      one.take({
        type: 'gc',
        startNs: 0,
        durationNs: durationMs * 1e6,
        kind: 'major',
        ...(threadId === undefined ? {} : { threadId }),
      });
    for (const ms of [3, 10, 99, 150]) gc(ms);
    gc(50, 2);
    expect(one.figures(1000).collections).toEqual([
      { kind: 'major', count: 3, totalMs: 259, minMs: 10, maxMs: 150, buckets: [1, 1, 1, 0, 0] },
    ]);
  });

  it('hold nothing that was not measured', () => {
    const unarmed = tallies.makeTally({ thresholdMs: 50, pulseMs: 20, lateMs: () => 0, lostEvents: () => 0 });
    expect(prometheus.prometheusText(unarmed.figures(0)).match(/^\w+(?= )/gm)).toEqual([
      'loopcheck_armed',
      'loopcheck_threshold_seconds',
    ]);
  });

  it('have the names, kinds and help of those of a finished run, and one more: what lasts', () => {
    const heads = (text: string): readonly string[] => text.match(/^# .*$/gm) ?? [];
    const one = tally();
    one.take(health(1));
    const run = diagnosis();
    const report = compose(run, judge(run, {}), { tone: 'plain', tracePath: null });
    const place = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };
    const live = heads(prometheus.prometheusText(one.figures(1500)));
    const finished = heads(ofReport.render(report, place));
    expect(live.filter((line) => !finished.includes(line))).toEqual([
      expect.stringMatching(/^# HELP loopcheck_eventloop_blocked_seconds /),
      '# TYPE loopcheck_eventloop_blocked_seconds gauge',
    ]);
    expect(finished.filter((line) => !live.includes(line))).toEqual([]);
  });
});
