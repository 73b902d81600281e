import { describe, expect, it } from 'vitest';
import { flameOf } from '../../../../src/report/html/page/flame.js';

const stall = (durationMs: number, ...stack: readonly (readonly [number, number])[]) => ({ durationMs, stack });

describe('the flame graph of stalls', () => {
  it('merges the frames that stacks share, outermost first', () => {
    const root = flameOf([stall(100, [2, 1], [1, 1]), stall(50, [3, 1], [1, 1])]);
    expect(root).toEqual({
      frame: -1,
      totalMs: 150,
      children: [
        {
          frame: 1,
          totalMs: 150,
          children: [
            { frame: 2, totalMs: 100, children: [] },
            { frame: 3, totalMs: 50, children: [] },
          ],
        },
      ],
    });
  });

  it('gives a frame its share of the stall, and never more than its caller has', () => {
    const [outer] = flameOf([stall(100, [2, 0.9], [1, 0.6])]).children;
    expect([outer?.totalMs, outer?.children[0]?.totalMs]).toEqual([60, 60]);
  });

  it('leaves out frames that are not wanted, and keeps what they called', () => {
    const root = flameOf([stall(100, [3, 1], [2, 1], [1, 1])], (frame) => frame !== 2);
    expect(root.children[0]?.children[0]?.frame).toBe(3);
  });

  it('has nothing but the root for stalls without a stack', () => {
    expect(flameOf([stall(100)])).toEqual({ frame: -1, totalMs: 100, children: [] });
  });
});
