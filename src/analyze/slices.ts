import type { CallTotal } from '../trace/stall-events.js';
import { withCallSites } from './call-sites.js';
import type { Frame } from './frames.js';
import type { Call, Look } from './looks.js';
import {
  isBetweenCallbacks,
  isClientOfNodes,
  isInLoader,
  isInModuleJob,
  isJsonApi,
  isMicrotaskBase,
  isRegexLeaf,
} from './stack-shapes.js';
import {
  FLOOD_MIN_BETWEEN,
  FLOOD_MIN_OF_FEW,
  FLOOD_MIN_TURNS,
  FLOOD_SHARE,
  FLOOD_SHARE_OF_FEW,
  NS_PER_MS,
} from './thresholds.js';

/** What the thread was doing: the groups between which a stall's time is divided. */
export type Doing = 'json' | 'sync-call' | 'module-load' | 'native' | 'microtask-flood' | 'regex' | 'js';

/** A part of a stall's time, and the stack at that time. */
export interface Slice {
  readonly doing: Doing;
  readonly weightNs: number;
  readonly frames: readonly Frame[];
  readonly api: string | null;
  /** Position of the look it comes from, -1 for a timed call. */
  readonly look: number;
  readonly call: Call | null;
}

export interface SliceInput {
  readonly looks: readonly Look[];
  readonly calls: readonly Call[];
  readonly totals: readonly CallTotal[];
  readonly timedSpanNs: number;
  readonly durationNs: number;
  /** Whether a frame stands where its function is entered, as far as its source is known: all do that are not. */
  readonly isAtEntry: (frame: Frame) => boolean;
}

function doingOfCall(api: string, frames: readonly Frame[]): Doing {
  if (isJsonApi(api)) return isInLoader(frames) ? 'module-load' : 'json';
  return isInLoader(frames) ? 'module-load' : 'sync-call';
}

/** Other callbacks ran between the look before and this one, or one had just ended as it came. */
function isTurned(look: Look): boolean {
  return look.turned !== '' || isBetweenCallbacks(look.frames);
}

/** Where Node keeps its queues: what stands there may be any callback's. */
const QUEUES = /^node:internal\/(?:process\/|timers|async_hooks|fixed_queue|promise_hooks)/;

/** Node ends streams and sockets, and begins requests, one after the other: each by a tick or a promise that queues no more. */
function isNodesWork(frames: readonly Frame[]): boolean {
  if (frames.some(isClientOfNodes)) return true;
  const isNobodys = frames.every(({ owner }) => owner === 'node' || owner === 'builtin');
  return isNobodys && frames.some(({ owner, file }) => owner === 'node' && !QUEUES.test(file));
}

/**
 * The look from which on callbacks went by one after another; -1 for no flood. The first look is not asked: what it saw
 * passing was queued before the stall. Looks that were summed up have lost what they saw.
 */
function floodFrom(looks: readonly Look[]): number {
  const asked = looks.map(
    (look) => look.api === null && look.count === 1 && isMicrotaskBase(look.frames) && !isNodesWork(look.frames),
  );
  const turned = looks.map((look, index) => index > 0 && asked[index] === true && isTurned(look));
  const weigh = (keep: (index: number) => boolean) =>
    looks.reduce((sum, look, index) => sum + (keep(index) ? look.weightNs : 0), 0);
  const first = turned.indexOf(true);
  const all = weigh((index) => index > 0 && looks[index]?.count === 1);
  if (first === -1 || all === 0) return -1;
  const share = weigh((index) => turned[index] === true) / all;
  const count = turned.filter(Boolean).length;
  const isFlood =
    count >= FLOOD_MIN_TURNS ? share >= FLOOD_SHARE : count >= FLOOD_MIN_OF_FEW && share >= FLOOD_SHARE_OF_FEW;
  // The very first look can't know; what came right before the first turn was of the same sort.
  // One long callback has no between; to hit one twice by chance there must be many.
  const between = looks.filter((look, index) => index > 0 && asked[index] === true && isBetweenCallbacks(look.frames));
  if (!isFlood && between.length < FLOOD_MIN_BETWEEN) return -1;
  return first === 1 ? 0 : first;
}

/** A stack without frames is a silence only after a wait that no JavaScript makes; this is one even on a busy machine. */
const SILENT_MS = 20;

/**
 * A silence without any frame, next to a look into Node's loading of ES modules: they were read, compiled and linked,
 * which leaves nothing on the stack. The neighbour's frames stand for it.
 */
function withModuleFrames(looks: readonly Look[]): readonly Look[] {
  return looks.map((look, index) => {
    const isSilent = look.waitNs >= SILENT_MS * NS_PER_MS;
    if (!isSilent || look.frames.some((frame) => frame.owner !== 'builtin')) return look;
    const neighbour = [looks[index + 1], looks[index - 1]].find(
      (one) => one !== undefined && isInModuleJob(one.frames),
    );
    if (neighbour === undefined) return look;
    const job = neighbour.frames.findIndex((frame) => isInModuleJob([frame]));
    return { ...look, frames: neighbour.frames.slice(job), lateNs: 0 };
  });
}

/**
 * Whether a reviver, a `toJSON` or the like computes in a call that turns data into text. V8 answers where a function is
 * entered: to find one there says no more than that the call calls it.
 */
function isCallbackAtWork({ api, frames }: Look, isAtEntry: SliceInput['isAtEntry']): boolean {
  if (api === null || !isJsonApi(api)) return false;
  const at = frames.findIndex(({ owner, name }) => owner === 'builtin' && name === api);
  const inside = frames.slice(0, Math.max(0, at));
  const own = inside.filter(({ owner }) => owner === 'app' || owner === 'dep');
  const [only] = own;
  return only !== undefined && (inside.length > 1 || !isAtEntry(only));
}

function doingOfLook(look: Look, flood: boolean): Doing {
  if (look.api !== null) return doingOfCall(look.api, look.frames);
  if (isInLoader(look.frames)) return 'module-load';
  if (look.lateNs > 0) return 'native';
  if (flood && isMicrotaskBase(look.frames)) return 'microtask-flood';
  return isRegexLeaf(look.frames) ? 'regex' : 'js';
}

function lookSlices(look: Look, index: number, flood: boolean): Slice[] {
  const doing = doingOfLook(look, flood);
  const slice = { frames: look.frames, api: look.api, look: index, call: null };
  if (doing !== 'native') return [{ ...slice, doing, weightNs: look.weightNs }];
  // Before the first look nobody asked: taken as more of the same. Between looks only the wait itself is native.
  const nativeNs = index === 0 ? look.weightNs : Math.min(look.weightNs, look.lateNs);
  const rest = doingOfLook({ ...look, lateNs: 0 }, flood);
  return [
    { ...slice, doing, weightNs: nativeNs },
    { ...slice, doing: rest, weightNs: look.weightNs - nativeNs },
  ];
}

/** A timed call; what it calls back and finds at work has its share of the time, as the looks inside it tell. */
function callSlices(call: Call, looks: readonly Look[], isAtEntry: SliceInput['isAtEntry']): Slice[] {
  const { api, frames, startNs, durationNs } = call;
  const whole: Slice = { doing: doingOfCall(api, frames), weightNs: durationNs, frames, api, look: -1, call };
  const inside = looks.flatMap((look, index) =>
    look.api === api && look.atNs > startNs && look.atNs <= startNs + durationNs ? [{ look, index }] : [],
  );
  const at = inside.filter(({ look }) => isCallbackAtWork(look, isAtEntry));
  const allNs = inside.reduce((sum, { look }) => sum + look.inCallsNs, 0);
  if (at.length === 0 || allNs === 0) return [whole];
  const called = at.map(({ look, index }): Slice => {
    const doing = doingOfLook({ ...look, api: null, lateNs: 0 }, false);
    const weightNs = (durationNs * look.inCallsNs) / allNs;
    return { doing, weightNs, frames: look.frames, api: null, look: index, call: null };
  });
  return [{ ...whole, weightNs: durationNs - called.reduce((sum, { weightNs }) => sum + weightNs, 0) }, ...called];
}

/** Time in calls too short to be told one by one, by api, for the whole stall. */
function shortCallTime(input: SliceInput, seenNs: ReadonlyMap<string, number>): Map<string, number> {
  const scale = input.timedSpanNs > 0 ? Math.max(1, input.durationNs / input.timedSpanNs) : 1;
  const result = new Map<string, number>();
  for (const total of input.totals) {
    const told = input.calls.reduce((sum, call) => sum + (call.api === total.api ? call.durationNs : 0), 0);
    const shortNs = Math.max(0, total.timedNs - told) * scale - (seenNs.get(total.api) ?? 0);
    if (shortNs > 0) result.set(total.api, shortNs);
  }
  return result;
}

/**
 * Moves time from looks that fell just beside short calls to those calls, where the totals say that the calls took more
 * than the looks inside them show: V8 answers between the calls as often as within.
 */
function correctShortCalls(slices: Slice[], input: SliceInput): Slice[] {
  const seenNs = new Map<string, number>();
  for (const slice of slices) {
    if (slice.call === null && slice.api !== null) {
      seenNs.set(slice.api, (seenNs.get(slice.api) ?? 0) + slice.weightNs);
    }
  }
  const missing = shortCallTime(input, seenNs);
  const loose = slices.filter((slice) => slice.call === null && slice.api === null && slice.doing !== 'module-load');
  const looseNs = loose.reduce((sum, slice) => sum + slice.weightNs, 0);
  const missingNs = [...missing.values()].reduce((sum, ns) => sum + ns, 0);
  if (looseNs === 0 || missingNs === 0) return slices;
  const taken = Math.min(1, missingNs / looseNs);
  const moved = new Set(loose);
  return slices.flatMap((slice): Slice[] => {
    if (!moved.has(slice)) return [slice];
    const parts = [...missing].map(([api, ns]): Slice => {
      const weightNs = (slice.weightNs * taken * ns) / missingNs;
      return { ...slice, doing: isJsonApi(api) ? 'json' : 'sync-call', api, weightNs };
    });
    return [...parts, { ...slice, weightNs: slice.weightNs * (1 - taken) }];
  });
}

/** Without any look and any call told, the totals are all there is: kinds without places. */
function fromTotals(input: SliceInput): Slice[] {
  const rest = { frames: [], look: -1, call: null };
  return input.totals.map(({ api, timedNs }): Slice => {
    return { ...rest, api, doing: isJsonApi(api) ? 'json' : 'sync-call', weightNs: timedNs };
  });
}

/** Cuts a stall up by what the thread was doing. Weights add up to about the stall's length. */
export function slicesOf(input: SliceInput): Slice[] {
  const sited = withCallSites(input.looks, input.calls, input.totals, input.timedSpanNs);
  const looks = withModuleFrames(sited);
  const flood = floodFrom(looks);
  const fromCalls = input.calls.flatMap((call) => callSlices(call, looks, input.isAtEntry));
  if (input.looks.length === 0 && input.calls.length === 0) return fromTotals(input);
  const fromLooks = looks.flatMap((look, index) => {
    const plain = isCallbackAtWork(look, input.isAtEntry) ? { ...look, api: null, lateNs: 0 } : look;
    return lookSlices(plain, index, flood !== -1 && index >= flood);
  });
  return correctShortCalls([...fromCalls, ...fromLooks], input).filter((slice) => slice.weightNs > 0);
}
