import { describe, expect, it } from 'vitest';
import { judgeMemory, judgePulse, judgeTrace, lineThrough } from './judge.mjs';

const MINUTE_MS = 60_000;
const memory = (rssMb: number) => ({ rssMb, heapMb: rssMb / 10 });
/** An hour of samples, one a minute: bare stays at 100 MB, under loopcheck as `under` says. */
const hour = (under: (minute: number) => number) =>
  Array.from({ length: 60 }, (_, minute) => ({
    atMs: minute * MINUTE_MS,
    bare: memory(100),
    under: memory(under(minute)),
  }));

const NS = 1e9;
const health = (second: number, { beats = 50, late = 0 } = {}) => ({
  type: 'health',
  atNs: second * NS,
  spanNs: NS,
  delays: [
    [1e6, beats - late],
    [20e6, late],
  ],
});
const seconds = (count: number, make: (second: number) => object) => Array.from({ length: count }, (_, i) => make(i));

describe('the line of a soak', () => {
  it('has the slope and the intercept of points that lie on it', () => {
    expect(
      lineThrough([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toEqual({ slope: 2, intercept: 1 });
  });
});

describe('memory in a soak', () => {
  it('may lie above bare by what the probe takes once', () => {
    const [rss] = judgeMemory(hour(() => 130));
    expect(rss).toMatchObject({ bareMb: 100, offsetMb: 30, growthMb: 0, limitMb: 2, ok: true });
  });

  it('fails where it grows by more than two per cent of bare', () => {
    const [rss] = judgeMemory(hour((minute) => 130 + minute / 10));
    expect(rss?.ok).toBe(false);
    expect(rss?.slopes.bare).toBe(0);
    expect(rss?.slopes.under).toBeCloseTo(6);
  });

  it('is not judged by what grows in the warm-up', () => {
    const [rss] = judgeMemory(hour((minute) => (minute < 12 ? 100 + minute : 130)));
    expect(rss?.ok).toBe(true);
  });

  it('fails where the heap alone grows', () => {
    const samples = hour(() => 130).map((sample, i) => ({ ...sample, under: { rssMb: 130, heapMb: 13 + i / 60 } }));
    expect(judgeMemory(samples).map(({ ok }) => ok)).toEqual([true, false]);
  });
});

describe('the trace of a soak', () => {
  it('passes where both halves of the time are alike', () => {
    const { ok, stalls, halves } = judgeTrace(seconds(1001, (second) => health(second)));
    expect({ ok, stalls }).toEqual({ ok: true, stalls: 0 });
    expect(halves[1] / halves[0]).toBeCloseTo(1, 1);
  });

  it('fails where its lines grow longer', () => {
    const grown = seconds(1000, (second) => ({ ...health(second), left: 'x'.repeat(second) }));
    expect(judgeTrace(grown).ok).toBe(false);
  });

  it('fails at more than a megabyte an hour', () => {
    const large = seconds(1000, (second) => ({ ...health(second), left: 'x'.repeat(300) }));
    expect(judgeTrace(large).ok).toBe(false);
  });

  it('is not charged with the lines of stalls', () => {
    const quiet = seconds(1001, (second) => health(second));
    const stalls = seconds(500, (i) => ({ type: 'stall-close', atNs: (500 + i) * NS, text: 'x'.repeat(5000) }));
    const mixed = [...quiet, ...stalls].sort((a, b) => (a as { atNs: number }).atNs - (b as { atNs: number }).atNs);
    const { ok, bytesAnHour } = judgeTrace(mixed);
    expect(ok).toBe(true);
    expect(bytesAnHour).toBeCloseTo(judgeTrace(quiet).bytesAnHour, 0);
  });
});

describe('the pulse of a soak', () => {
  it('passes where it beats as often at the end', () => {
    expect(judgePulse(seconds(1000, (second) => health(second))).ok).toBe(true);
  });

  it('fails where it beats less and less', () => {
    expect(judgePulse(seconds(1000, (second) => health(second, { beats: 50 - second / 100 }))).ok).toBe(false);
  });

  it('shows how many are late in each half', () => {
    const events = seconds(1001, (second) => health(second, { late: second > 800 ? 10 : 0 }));
    const [first, second] = judgePulse(events).halves;
    expect(first?.lateShare).toBe(0);
    expect(second?.lateShare).toBeGreaterThan(0.05);
  });
});
