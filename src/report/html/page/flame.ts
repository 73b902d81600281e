import type { PageFrame, PageStall } from '../page-data.js';

/** A frame with what it called, and how much stalled time it was on the stack for. */
export interface FlameNode {
  /** Index into the page's frames; -1 for the root, which stands for all the stalls. */
  readonly frame: number;
  readonly totalMs: number;
  readonly children: readonly FlameNode[];
}

interface Growing {
  readonly frame: number;
  totalMs: number;
  readonly children: Map<number, Growing>;
}

function grow(frame: number): Growing {
  return { frame, totalMs: 0, children: new Map() };
}

function settle({ frame, totalMs, children }: Growing): FlameNode {
  return { frame, totalMs, children: [...children.values()].map(settle).sort((a, b) => b.totalMs - a.totalMs) };
}

/**
 * Merges the stacks of stalls, outermost first: stalled time alone, no time in which the loop turned. A frame has its
 * share of each stall's length, and never more than its caller.
 */
export function flameOf(
  stalls: readonly Pick<PageStall, 'durationMs' | 'stack'>[],
  isShown: (frame: number) => boolean = () => true,
): FlameNode {
  const root = grow(-1);
  for (const { durationMs, stack } of stalls) {
    root.totalMs += durationMs;
    let node = root;
    let limitMs = durationMs;
    for (const [frame, share] of stack.toReversed()) {
      if (!isShown(frame)) continue;
      limitMs = Math.min(limitMs, share * durationMs);
      let child = node.children.get(frame);
      if (child === undefined) {
        child = grow(frame);
        node.children.set(frame, child);
      }
      child.totalMs += limitMs;
      node = child;
    }
  }
  return settle(root);
}

/** Whether anything is left of the stacks without Node's own frames. */
export function hasOwnFrames(stalls: readonly Pick<PageStall, 'stack'>[], frames: readonly PageFrame[]): boolean {
  return stalls.some(({ stack }) => stack.some(([frame]) => frames[frame]?.origin !== 'node'));
}
