import type { Frame } from './frames.js';

/** A stack with the time it stands for. */
export interface WeightedStack {
  /** Innermost first. */
  readonly frames: readonly Frame[];
  readonly weightNs: number;
}

/** A function in the tree of who called whom; recursion is folded, so a function occurs once on each path. */
export interface TreeNode {
  readonly key: string;
  readonly weightNs: number;
  /** Time in which no function below it was on the stack. */
  readonly selfNs: number;
  /** The frames seen in this function, each with its time. */
  readonly places: ReadonlyMap<Frame, number>;
  readonly children: readonly TreeNode[];
}

interface Growing {
  key: string;
  weightNs: number;
  selfNs: number;
  places: Map<Frame, number>;
  children: Map<string, Growing>;
}

/** Names the function that a frame lies in, the same for all its lines. */
export type KeyOf = (frame: Frame) => string;

/**
 * The frames that can be blamed, outermost first: the user's on the stack, else the user's that await it, else those of
 * packages.
 */
export function blamable(frames: readonly Frame[]): Frame[] {
  const own = frames.filter((frame) => frame.owner === 'app');
  const onStack = own.filter((frame) => !frame.isAsync);
  if (onStack.length > 0) return onStack.reverse();
  // Of suspended callers only the innermost waits for this very work.
  if (own.length > 0) return own.slice(0, 1);
  return frames.filter((frame) => frame.owner === 'dep' && !frame.isAsync).reverse();
}

/** Folds recursion: when a function comes back, what it had called is dropped and its newer place kept. */
function foldRecursion(frames: readonly Frame[], keyOf: KeyOf): { key: string; frame: Frame }[] {
  const path: { key: string; frame: Frame }[] = [];
  for (const frame of frames) {
    const key = keyOf(frame);
    const before = path.findIndex((step) => step.key === key);
    if (before !== -1) path.length = before;
    path.push({ key, frame });
  }
  return path;
}

function grow(key: string): Growing {
  return { key, weightNs: 0, selfNs: 0, places: new Map(), children: new Map() };
}

function settle(node: Growing): TreeNode {
  return { ...node, children: [...node.children.values()].map(settle).sort((a, b) => b.weightNs - a.weightNs) };
}

/** Builds the tree; its root stands for all of the time and has no place of its own. */
export function callTree(stacks: readonly WeightedStack[], keyOf: KeyOf): TreeNode {
  const root = grow('');
  // Looks at one place have one list of frames: it is walked once.
  const times = new Map<readonly Frame[], number>();
  for (const { frames, weightNs } of stacks) times.set(frames, (times.get(frames) ?? 0) + weightNs);
  for (const [frames, weightNs] of times) {
    let node = root;
    node.weightNs += weightNs;
    for (const { key, frame } of foldRecursion(blamable(frames), keyOf)) {
      const child: Growing = node.children.get(key) ?? grow(key);
      node.children.set(key, child);
      child.weightNs += weightNs;
      child.places.set(frame, (child.places.get(frame) ?? 0) + weightNs);
      node = child;
    }
    node.selfNs += weightNs;
  }
  return settle(root);
}
