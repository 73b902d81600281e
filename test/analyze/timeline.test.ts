import { describe, expect, it } from 'vitest';
import { TIMELINE_MARKS } from '../../src/analyze/thresholds.js';
import { timelineOf } from '../../src/analyze/timeline.js';
import type { Trace } from '../../src/trace/trace.js';
import { loop } from '../report/sample.js';
import { type HealthSpec, runTrace } from './trace-builder.js';

const second = (at: number, more: Partial<HealthSpec> = {}): HealthSpec => ({
  at,
  delays: [[3, 50]],
  idle: 750,
  active: 250,
  cpu: 200,
  gc: 10,
  ...more,
});

const BOUND = 100;

describe('the course of a loop', () => {
  it('has a point for each span that was told, in its own unit', () => {
    const { courses } = timelineOf(runTrace({ health: [second(1000)] }), []);
    const point = {
      startMs: 0,
      endMs: 1000,
      maxDelayMs: 3,
      utilization: 0.25,
      cpuShare: 0.2,
      gcMs: 10,
      openRequests: null,
    };
    expect(courses).toEqual([{ process: 1, threadId: 0, points: [point] }]);
  });

  it('is told apart by loop', () => {
    const { courses } = timelineOf(runTrace({ health: [second(1000), second(1000, { threadId: 3 })] }, {}), []);
    expect(courses.map(({ threadId, points }) => [threadId, points.length])).toEqual([
      [0, 1],
      [3, 1],
    ]);
  });

  it('leaves open what could not be known', () => {
    const health = [{ at: 1000, delays: [] }];
    expect(timelineOf(runTrace({ health }), []).courses[0]?.points[0]).toMatchObject({
      utilization: null,
      cpuShare: null,
      gcMs: null,
    });
  });

  it('keeps to its bound in a long run, and loses neither the worst delay nor any time', () => {
    const count = BOUND * 2 + 1;
    const health = Array.from({ length: count }, (_, index) =>
      second((index + 1) * 1000, index === 1 ? { delays: [[90, 1]] } : {}),
    );
    const points = timelineOf(runTrace({ health }), [], BOUND).courses[0]?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(BOUND);
    expect(points[0]).toMatchObject({ startMs: 0, endMs: 3000, maxDelayMs: 90, utilization: 0.25, gcMs: 30 });
    expect(points.at(-1)?.endMs).toBe(count * 1000);
  });

  it('shares its bound among the loops: those that need less leave the rest to the others', () => {
    const lines = (count: number, threadId: number) =>
      Array.from({ length: count }, (_, index) => second((index + 1) * 1000, { threadId }));
    const { courses } = timelineOf(runTrace({ health: [...lines(BOUND, 0), ...lines(10, 3)] }), [], BOUND);
    expect(courses.map(({ points }) => points.length)).toEqual([BOUND / 2, 10]);
  });

  it('tells the most requests that were open', () => {
    const count = BOUND + 1;
    const health = Array.from({ length: count }, (_, index) =>
      second((index + 1) * 1000, index < 3 ? { openRequests: [2, 9, 4][index] ?? 0 } : {}),
    );
    const points = timelineOf(runTrace({ health }), [], BOUND).courses[0]?.points ?? [];
    expect(points.slice(0, 3).map(({ openRequests }) => openRequests)).toEqual([9, 4, null]);
  });

  it('does not know a sum of which a part is unknown', () => {
    const count = BOUND + 1;
    const health = Array.from({ length: count }, (_, index) => {
      const { gc: _gc, ...rest } = second((index + 1) * 1000);
      return index === 0 ? rest : second((index + 1) * 1000);
    });
    const [first, next] = timelineOf(runTrace({ health }), [], BOUND).courses[0]?.points ?? [];
    expect([first?.gcMs, next?.gcMs]).toEqual([null, 20]);
  });
});

describe('the marks', () => {
  it('are those that a reader looks for, in the order of time', () => {
    const marks = [
      { name: 'exit', at: 900 },
      { name: 'target-start', at: 10 },
      { name: 'listen', at: 200 },
    ] as const;
    const found = timelineOf(runTrace({ marks }), []).marks;
    expect(found.map(({ atMs, name }) => [atMs, name])).toEqual([
      [10, 'start'],
      [200, 'listen'],
      [900, 'exit'],
    ]);
  });

  it('tell on the parent when a child began, and leave children out first', () => {
    const infos = Array.from({ length: TIMELINE_MARKS }, (_, index) =>
      loop({ process: index + 2, parent: 1, startMs: 20 + index, title: `child ${index}` }),
    );
    const trace = runTrace({ marks: [{ name: 'exit', at: 9000 }] });
    const { marks } = timelineOf(trace, [loop(), ...infos]);
    expect(marks[0]).toEqual({ atMs: 20, process: 1, threadId: 0, name: 'process', detail: 'child 0' });
    expect(marks).toHaveLength(TIMELINE_MARKS);
    expect(marks.at(-1)).toMatchObject({ atMs: 9000, name: 'exit' });
  });

  it('end with the signal that ended the target', () => {
    const trace = runTrace({ pid: 100, marks: [] });
    const exited = { type: 'exited', atNs: 5e9, pid: 100, exitCode: null, signal: 'SIGKILL', stoppedBy: null } as const;
    const killed: Trace = { ...trace, run: trace.run === null ? null : { ...trace.run, exited } };
    expect(timelineOf(killed, []).marks).toEqual([
      { atMs: 5000, process: 1, threadId: 0, name: 'signal', detail: 'SIGKILL' },
    ]);
  });
});

describe('collections', () => {
  it('are told with their place in the run', () => {
    const stalls = [{ start: 1000, ms: 200, gcs: [{ at: 20, ms: 150, kind: 'major' as const }] }];
    expect(timelineOf(runTrace({ stalls }), []).collections).toEqual([
      { process: 1, threadId: 0, startMs: 1020, durationMs: 150, kind: 'major' },
    ]);
  });
});
