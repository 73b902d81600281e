import { callTree, type TreeNode, type WeightedStack } from './call-tree.js';
import type { Location, StackFrame } from './diagnosis.js';
import { type Frame, sameFunction } from './frames.js';
import { nodeModuleOf, type Packages, packageLabel } from './packages.js';
import { enclosingLoop, functionKey } from './source/place.js';
import type { SourceBook } from './source/source-book.js';
import { DESCEND_SHARE_OF_CALLER, DESCEND_SHARE_OF_STALL, LINE_STANDS_OUT } from './thresholds.js';

/** The place that explains most of some time, and how much of that time it explains. */
export interface Blame {
  /** The frame to blame; null where no frame of the user's or of a package was seen. */
  readonly frame: Frame | null;
  readonly share: number;
  /** `share`, but of a line that does not stand out in its function, and begins no loop that holds the rest, its own part alone. */
  readonly lineShare: number;
}

interface BlameOptions {
  /** Stop at the caller of a function whose time lies on many lines: a module of a thousand `require`s. */
  readonly lineMustStandOut?: boolean;
}

/** Frames in a report's stack: enough to see who called, short enough to read. */
const MAX_STACK = 40;

export function locationOf(frame: Frame | null): Location | null {
  if (frame === null) return null;
  return { file: frame.file, line: frame.line, column: frame.column, function: frame.name };
}

/**
 * Goes down while one callee holds the larger part of the time. Where many small callees share it, the caller is what
 * they have in common.
 */
function descend(root: TreeNode, options: BlameOptions): TreeNode {
  let node = root;
  for (;;) {
    const [child] = node.children;
    if (child === undefined) return node;
    const atRoot = node === root;
    const heavy =
      child.weightNs >= DESCEND_SHARE_OF_STALL * root.weightNs ||
      child.weightNs >= DESCEND_SHARE_OF_CALLER * node.weightNs;
    if (!atRoot && (!heavy || child.weightNs < node.selfNs)) return node;
    if (!atRoot && options.lineMustStandOut === true && !standsOut(child)) return node;
    node = child;
  }
}

interface LineTime {
  readonly weightNs: number;
  /** The frame that stands for the line. */
  readonly frame: Frame;
}

function heaviestLine(node: TreeNode): LineTime | null {
  const lines = new Map<number, { weightNs: number; frame: Frame; frameNs: number }>();
  for (const [frame, weightNs] of node.places) {
    const line = lines.get(frame.line) ?? { weightNs: 0, frame, frameNs: 0 };
    line.weightNs += weightNs;
    if (weightNs > line.frameNs) Object.assign(line, { frame, frameNs: weightNs });
    lines.set(frame.line, line);
  }
  return [...lines.values()].sort((a, b) => b.weightNs - a.weightNs)[0] ?? null;
}

function standsOut(node: TreeNode): boolean {
  return (heaviestLine(node)?.weightNs ?? 0) >= LINE_STANDS_OUT * node.weightNs;
}

/** The heaviest line of a function, or the head of the loop that holds its many light ones; with its time. */
function placeIn(node: TreeNode, sources: SourceBook): LineTime | null {
  const best = heaviestLine(node);
  if (best === null) return null;
  if (standsOut(node)) return { ...best, weightNs: node.weightNs };
  const loop = enclosingLoop(sources, best.frame, [...node.places.keys()]);
  return loop === null ? best : { frame: loop, weightNs: node.weightNs };
}

/** Finds the innermost place on the path that explains most of the time. */
export function blame(stacks: readonly WeightedStack[], sources: SourceBook, options: BlameOptions = {}): Blame {
  const root = callTree(stacks, (frame) => functionKey(sources, frame));
  const node = descend(root, options);
  if (node === root) return { frame: null, share: 0, lineShare: 0 };
  const place = placeIn(node, sources);
  const frame = place?.frame ?? null;
  const part = (weightNs: number) => (root.weightNs > 0 ? weightNs / root.weightNs : 0) * (frame?.lineShare ?? 1);
  return { frame, share: part(node.weightNs), lineShare: part(place?.weightNs ?? 0) };
}

/** The heaviest stack that runs through a place (or the heaviest at all), innermost first. */
export function heaviestStack(stacks: readonly WeightedStack[], through: Frame | null): readonly Frame[] {
  const sums = new Map<readonly Frame[], number>();
  for (const { frames, weightNs } of stacks) sums.set(frames, (sums.get(frames) ?? 0) + weightNs);
  const ranked = [...sums].sort((a, b) => b[1] - a[1]).map(([frames]) => frames);
  const onLine = (frame: Frame) => through !== null && frame.file === through.file && frame.line === through.line;
  return (
    ranked.find((frames) => frames.some(onLine)) ??
    ranked.find((frames) => through !== null && frames.some((frame) => sameFunction(frame, through))) ??
    ranked[0] ??
    []
  );
}

const functionsOn = new WeakMap<readonly Frame[], ReadonlySet<string>>();

function idOf(frame: Frame): string {
  return `${frame.file}\0${frame.name === '' ? frame.line : frame.name}`;
}

/** The functions of a stack, put together once: the same few stacks come back in every stall. */
function functionsOf(frames: readonly Frame[]): ReadonlySet<string> {
  const known = functionsOn.get(frames) ?? new Set(frames.map(idOf));
  functionsOn.set(frames, known);
  return known;
}

/** The stack for the report: each frame with the share of the whole stall in which its function was there. */
export function stackOf(
  frames: readonly Frame[],
  all: readonly WeightedStack[],
  durationNs: number,
  packages: Packages,
): readonly StackFrame[] {
  return frames.slice(0, MAX_STACK).map((frame) => {
    const id = idOf(frame);
    let weightNs = 0;
    for (const stack of all) if (functionsOf(stack.frames).has(id)) weightNs += stack.weightNs;
    const share = durationNs > 0 ? Math.min(1, weightNs / durationNs) : 0;
    return {
      file: frame.file,
      line: frame.line,
      column: frame.column,
      function: frame.name,
      share: Math.round(share * 1000) / 1000,
      ...(frame.isAsync ? { async: true } : {}),
      origin: originOf(frame.home ?? frame.owner),
      package: packageOf(frame, packages),
    };
  });
}

function packageOf({ file, home, owner }: Frame, packages: Packages): string | null {
  const origin = originOf(home ?? owner);
  if (origin === 'app') return null;
  return origin === 'dep' ? packageLabel(file, packages) : nodeModuleOf(file);
}

function originOf(owner: Frame['owner']): StackFrame['origin'] {
  return owner === 'builtin' ? 'node' : owner;
}
