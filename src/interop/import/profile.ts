/** V8's place of a function: 0-based, -1 where there is none. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface ProfileNode {
  readonly id: number;
  /** Null for the root. */
  readonly parent: ProfileNode | null;
  readonly callFrame: CallFrame;
  /** How often each line (1-based) of the function was met as the innermost. */
  readonly positionTicks: readonly { readonly line: number; readonly ticks: number }[];
}

/** What the thread did from `atNs` until the next sample. */
export interface ProfileSample {
  /** ns since the profile's beginning. */
  readonly atNs: number;
  readonly node: ProfileNode;
  /** Innermost line, 1-based; null where the capture gives no line for each sample. */
  readonly line: number | null;
}

/** A CPU profile, from whichever file. Samples in the order of time. */
export interface Profile {
  readonly samples: readonly ProfileSample[];
  /** Monotonic clock at the beginning, ns. */
  readonly originNs: number;
  /** ns since the beginning. */
  readonly endNs: number;
  /** Positions are those of the calls, not of the functions: loopcheck wrote it itself. */
  readonly hasCallPositions: boolean;
}

/** What the thread was doing by V8's own names. */
export function stateOf({ callFrame }: ProfileNode): 'idle' | 'program' | 'gc' | 'root' | 'code' {
  if (callFrame.url !== '') return 'code';
  switch (callFrame.functionName) {
    case '(idle)':
      return 'idle';
    case '(program)':
      return 'program';
    case '(garbage collector)':
      return 'gc';
    case '(root)':
      return 'root';
    default:
      return 'code';
  }
}

/** From a node to its outermost caller, the root left out. */
export function pathOf(node: ProfileNode): ProfileNode[] {
  const path: ProfileNode[] = [];
  for (let at: ProfileNode | null = node; at !== null && stateOf(at) !== 'root'; at = at.parent) path.push(at);
  return path;
}

interface RawNode {
  readonly id?: unknown;
  readonly parent?: unknown;
  readonly children?: unknown;
  readonly callFrame?: unknown;
  readonly positionTicks?: unknown;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function callFrameOf(value: unknown): CallFrame {
  const raw = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return {
    functionName: textOf(raw['functionName']),
    url: textOf(raw['url']),
    lineNumber: numberOf(raw['lineNumber'], -1),
    columnNumber: numberOf(raw['columnNumber'], -1),
  };
}

function ticksOf(value: unknown): ProfileNode['positionTicks'] {
  if (!Array.isArray(value)) return [];
  const sums = new Map<number, number>();
  // Node 26 repeats lines.
  for (const { line, ticks } of value as { line: unknown; ticks: unknown }[])
    if (numberOf(line, 0) > 0) sums.set(line as number, (sums.get(line as number) ?? 0) + numberOf(ticks, 0));
  return [...sums].map(([line, ticks]) => ({ line, ticks }));
}

/** Links nodes that name either their `children` (files) or their `parent` (trace events). Bad ones are left out. */
export function linkNodes(raw: readonly unknown[]): Map<number, ProfileNode> {
  const nodes = raw.filter((one): one is RawNode => typeof one === 'object' && one !== null);
  const parents = new Map<unknown, unknown>();
  for (const { id, parent, children } of nodes) {
    if (typeof parent === 'number') parents.set(id, parent);
    if (Array.isArray(children)) for (const child of children) parents.set(child, id);
  }
  type Growing = { -readonly [K in keyof ProfileNode]: ProfileNode[K] };
  const linked = new Map<number, Growing>();
  for (const { id, callFrame, positionTicks } of nodes)
    if (typeof id === 'number')
      linked.set(id, { id, parent: null, callFrame: callFrameOf(callFrame), positionTicks: ticksOf(positionTicks) });
  for (const node of linked.values()) {
    const parent = linked.get(parents.get(node.id) as number) ?? null;
    if (parent !== null && !leadsTo(parent, node)) node.parent = parent;
  }
  return linked;
}

/** A broken file may have a circle in it. */
function leadsTo(from: ProfileNode, node: ProfileNode): boolean {
  for (let at: ProfileNode | null = from; at !== null; at = at.parent) if (at === node) return true;
  return false;
}
