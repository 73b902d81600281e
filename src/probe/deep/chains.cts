/**
 * Follows callbacks to the calls that asked for them, through async_hooks: which call was made within the callback of
 * which. Node before 24.14 can't leave promises out of that, which makes them dearer, so there it pauses while they are
 * many.
 */
import asyncHooks = require('node:async_hooks');

import budgets = require('./budget.cjs');
import placeBooks = require('./places.cjs');

const { executionAsyncResource } = asyncHooks;

const SHARE = 0.02;
const BURST_MS = 25;
/** Calls remembered at most, each with the chain that led to it. */
const MAX_NODES = 20_000;
/** Shorter chains are nobody's trouble. */
const TOLD_DEPTH = 5;
/** Longer chains are followed no further: what comes then counts for the last call on it. */
const MAX_DEPTH = 40;
/** Chains told at most. */
const MAX_TOLD = 50;
/** Promise jobs a second above which chains are not followed where that makes promises dearer. */
const MANY_JOBS_PER_SECOND = 60_000;

/** A call, by its whole stack: a helper that many call stands for as many calls, a timer that sets itself anew for one. */
interface Node {
  readonly stack: number;
  readonly parent: Node | null;
  readonly depth: number;
  readonly children: Map<number, Node>;
}

interface ChainDeps {
  readonly places: ReturnType<typeof placeBooks.makePlaces>;
  readonly nowMs: () => number;
  readonly cpuNs: () => number;
  readonly onTick: () => void;
  readonly onImmediate: () => void;
  /** Whether the place of such a resource is to be taken in any case. */
  readonly wants: (type: string) => boolean;
  /** A resource of Node's was made at a stack; not told of all while the budget is spent. */
  readonly onMade: (type: string, resource: object, stack: number) => void;
}

interface Chains {
  /** The promise jobs of late, a second. */
  pace(jobsPerSecond: number): void;
  rest(nowMs: number): void;
  /** The chains that were not told yet, by their stacks, the outermost first. */
  fresh(): readonly (readonly number[])[];
  readonly spentMs: number;
  stop(): void;
}

/** `createHook` knows `trackPromises` from 24.14 on; before it takes no notice. */
function canLeavePromises(version: string): boolean {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major === 24 ? minor >= 14 : major > 24;
}

function followChains({ places, nowMs, cpuNs, onTick, onImmediate, wants, onMade }: ChainDeps): Chains {
  const budget = budgets.makeBudget(SHARE, BURST_MS, cpuNs);
  const root: Node = { stack: 0, parent: null, depth: 0, children: new Map() };
  const known = new WeakMap<object, Node>();
  const { get, set } = WeakMap.prototype;
  Object.defineProperties(known, { get: { value: get }, set: { value: set } });
  const deep: Node[] = [];
  let nodes = 0;
  let told = 0;

  function isOnChain(node: Node, stack: number): boolean {
    for (let at: Node | null = node; at !== null; at = at.parent) if (at.stack === stack) return true;
    return false;
  }

  /** A call that is on the chain already adds nothing to it: a recursive timer, a helper's own inner call. */
  function called(parent: Node, stack: number): Node {
    const before = parent.children.get(stack);
    if (before !== undefined) return before;
    if (nodes >= MAX_NODES || parent.depth >= MAX_DEPTH || isOnChain(parent, stack)) return parent;
    nodes++;
    const node = { stack, parent, depth: parent.depth + 1, children: new Map() };
    parent.children.set(stack, node);
    if (node.depth >= TOLD_DEPTH && deep.length < MAX_TOLD) deep.push(node);
    return node;
  }

  let isBusy = false;
  function init(_id: number, type: string, _trigger: number, resource: object): void {
    if (type === 'PROMISE' || isBusy) return;
    isBusy = true;
    try {
      onInit(type, resource);
    } catch {
      hook.disable();
    }
    isBusy = false;
  }

  function onInit(type: string, resource: object): void {
    if (type === 'TickObject' || type === 'Microtask') onTick();
    else if (type === 'Immediate' || type === 'Timeout') onImmediate();
    const parent = known.get(executionAsyncResource()) ?? root;
    if (budget.gap > 0 && !wants(type)) {
      budget.gap--;
      if (parent !== root) known.set(resource, parent);
      return;
    }
    const fromMs = nowMs();
    const stack = places.take(init);
    budget.spend(fromMs, nowMs());
    const { user } = places.taken;
    onMade(type, resource, user === 0 ? 0 : stack);
    if (user !== 0) known.set(resource, called(parent, stack));
    else if (parent !== root) known.set(resource, parent);
  }

  const free = canLeavePromises(process.version);
  const hook = asyncHooks.createHook({ init, trackPromises: false } as asyncHooks.HookCallbacks);
  hook.enable();
  let enabled = true;

  function stacksTo(node: Node): number[] {
    const stacks: number[] = [];
    for (let at: Node | null = node; at !== null && at !== root; at = at.parent) stacks.unshift(at.stack);
    return stacks;
  }

  return {
    get spentMs() {
      return budget.spentMs;
    },
    pace(jobsPerSecond) {
      const wanted = free || jobsPerSecond < MANY_JOBS_PER_SECOND;
      if (wanted === enabled) return;
      enabled = wanted;
      if (wanted) hook.enable();
      else hook.disable();
    },
    rest(nowMs) {
      isBusy = false;
      budget.refill(nowMs);
    },
    fresh() {
      const news = deep.slice(told).filter(({ children }) => children.size === 0);
      told = deep.length;
      return news.map(stacksTo);
    },
    stop() {
      hook.disable();
    },
  };
}

export = { followChains };
