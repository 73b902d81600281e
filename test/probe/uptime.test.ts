import { describe, expect, it } from 'vitest';
import healthLines from '../../src/probe/health.cjs';
import layout from '../../src/probe/shared.cjs';
import { ofType, probed } from '../support/probed.js';

const DAY_NS = 24n * 3_600_000_000_000n;

/** Runs a program that blocks for 150 ms as if the recording had begun so many days ago. */
async function after(days: bigint) {
  const originNs = process.hrtime.bigint() - days * DAY_NS;
  const { traces } = await probed(
    `setTimeout(() => {
       const end = performance.now() + 150;
       while (performance.now() < end);
     }, 50);
     setTimeout(() => {}, 1300);`,
    { config: { originNs: String(originNs), recorder: RECORDER } },
  );
  const [events = []] = traces;
  return { events, startNs: Number(days * DAY_NS) };
}

const RECORDER = { maxDiskBytes: 1 << 20, notes: [], snapshotSignal: null, snapshotFile: null };

describe('100 days of uptime', () => {
  it.each([
    ['100 days', 100n, 1],
    ['120 days, beyond 2^53 ns', 120n, 2],
  ])('leave stalls, health and the end as they are: %s', async (_, days, resolutionNs) => {
    const { events, startNs } = await after(days);
    const [header] = ofType(events, 'header');
    expect(header?.segment?.resolutionNs).toBe(resolutionNs);
    // A busy machine makes stalls of its own, which are shorter.
    const lengthOf = ({ startNs, endNs }: { startNs: number; endNs: number }) => endNs - startNs;
    const [close] = ofType(events, 'stall-close').toSorted((a, b) => lengthOf(b) - lengthOf(a));
    const lengthMs = close === undefined ? 0 : lengthOf(close) / 1e6;
    expect(lengthMs).toBeGreaterThan(145);
    expect(close?.startNs).toBeGreaterThan(startNs);
    expect(close?.endNs).toBeLessThan(startNs + 60e9);
    const samples = ofType(events, 'sample');
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.every(({ atNs, waitNs, weightNs }) => atNs > startNs && waitNs >= 0 && weightNs >= 0)).toBe(true);
    const health = ofType(events, 'health');
    expect(health.length).toBeGreaterThan(0);
    for (const { spanNs, activeNs, idleNs, delays } of health) {
      expect(spanNs).toBeLessThan(60e9);
      expect(Math.min(spanNs, activeNs, idleNs)).toBeGreaterThanOrEqual(0);
      expect(delays.every(([upToNs, count]) => upToNs >= 0 && count > 0)).toBe(true);
    }
    expect(ofType(events, 'end')[0]?.exitCode).toBe(0);
  });

  it('count delays on when a counter of 32 bits runs over', () => {
    const memory = layout.shared();
    const { delays, cells } = memory;
    const bucket = layout.bucketOf(1000);
    delays[bucket] = 2 ** 32 - 2;
    const read = healthLines.healthReader(
      memory,
      0,
      () => null,
      () => true,
      0,
    );
    cells[layout.CELL.MARK_MS] = 1000;
    read(1000);
    // Fifty more: over the end.
    delays[bucket] = (delays[bucket] as number) + 50;
    cells[layout.CELL.MARK_MS] = 2000;
    expect(delays[bucket]).toBe(48);
    expect(read(2000)?.delays).toEqual([[layout.bucketUpToUs(bucket) * 1000, 50]]);
  });

  it('leave a delay of weeks in the bucket of the longest', () => {
    const weeksUs = 30 * 24 * 3600 * 1e6;
    const bucket = layout.bucketOf(Math.min(weeksUs, 0x7fffffff) | 0);
    expect(bucket).toBeLessThan(layout.BUCKETS);
    expect(layout.bucketUpToUs(bucket)).toBe(2 ** 31 - 1);
  });
});
