import { isAtWork } from './at-work.js';
import { heaviestStack, locationOf, stackOf } from './blame.js';
import { type Judged, showShare, sumNs } from './causes/cause.js';
import { judge } from './causes/index.js';
import type { Stall } from './diagnosis.js';
import type { Frame } from './frames.js';
import { byMessage, delayedBy, triggerByStack, triggerOf, withPlace } from './served.js';
import { codeAt } from './source/place.js';
import { NO_SOURCES } from './source/source-book.js';
import { isInTypeStripper, isMicrotaskBase, isTickBase } from './stack-shapes.js';
import type { StallView } from './stall-view.js';
import { NS_PER_MS } from './thresholds.js';

function toMs(ns: number | null): number | null {
  return ns === null ? null : Math.round(ns / 1000) / 1000;
}

/** Kinds that no line of anybody's can help. */
const BLAMELESS = new Set(['cpu-starved', 'suspended']);

/**
 * The blamed frame runs in an async function or as a promise's continuation. Synchronous helpers of such a function
 * count too: it is the caller's `async` that promised not to block.
 */
function isInAsyncFunction(view: StallView, frame: Frame | null, stack: readonly Frame[]): boolean {
  if (frame === null) return false;
  const own = [frame, ...stack.filter((one) => one.owner === 'app')];
  if (own.some((one) => one.isAsync)) return true;
  if (own.some((one) => codeAt(view.sources, one)?.path.some(isAsyncFunction) === true)) return true;
  const hasUser = stack.some((one) => one.owner === 'app');
  return hasUser && view.phase === 'running' && isMicrotaskBase(stack) && !isTickBase(stack);
}

function isAsyncFunction(node: { readonly type: string }): boolean {
  return (node as { async?: unknown }).async === true;
}

/**
 * Judges by looks and source; by looks alone where reading the source fails. Generated code can be nested more deeply than
 * any recursive walk can follow.
 */
function judgeSafely(view: StallView): Judged {
  try {
    return judge(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return judge({ ...view, sources: NO_SOURCES });
  }
}

/** Where only the function is known, and its lines by their shares of the whole recording, the verdict is that much less sure. */
function withDoubt(judged: Judged): Judged {
  const share = judged.frame?.lineShare;
  if (share === undefined) return judged;
  const doubt = `Which line of the function it was in this stall is not known: of its samples in the whole recording ${showShare(share)} were on the blamed one.`;
  const confidence = Math.round(judged.confidence * share * 100) / 100;
  return { ...judged, confidence, evidence: `${judged.evidence} ${doubt}` };
}

/** Turns a stall as it was seen into a stall as it is told, but for its number. `process` is its process's. */
export function judgeStall(view: StallView, process: number, shiftNs: number, isDeclared = false): Stall {
  const { frame, stacks, ...cause } = withDoubt(judgeSafely(view));
  const blamed = BLAMELESS.has(cause.kind) ? null : frame;
  const stack = heaviestStack(stacks.length > 0 ? stacks : view.slices, blamed);
  const durationMs = Math.round(view.durationNs / 1000) / 1000;
  const served = byMessage(triggerOf(view.raw.samples), stack) ?? triggerByStack(stack, view.phase);
  const delayed = delayedBy(view.process, view.raw, view.queued, view.times);
  return {
    id: 0,
    pid: view.process.header.pid,
    process,
    threadId: view.threadId,
    startMs: toMs(view.times.startNs + shiftNs) ?? 0,
    durationMs,
    ongoing: view.times.ongoing,
    phase: view.phase,
    cause,
    location: locationOf(blamed),
    stack: stackOf(stack, view.slices, view.durationNs, view.packages),
    cpuMs: toMs(view.cpuNs),
    gcMs: toMs(view.gcNs),
    runQueueMs: toMs(view.runQueueNs),
    syncCalls: view.raw.close === null ? null : view.totals.reduce((sum, { count }) => sum + count, 0),
    trigger: withPlace(served, stack, view.sources),
    delayed,
    inAsyncFunction: isInAsyncFunction(view, blamed, stack),
    atWork: isAtWork({ threadId: view.threadId, delayed, durationMs, phase: view.phase }, isDeclared),
  };
}

/**
 * A worker that is told to end stands still while its thread is taken down, which can last on a busy machine: no work of
 * its own, as far as any look or call shows.
 */
function isTakenDown({ threadId, times, looks, calls, raw }: StallView): boolean {
  if (threadId === 0 || !times.ongoing || calls.length > 0 || raw.lastGrow?.inCall !== undefined) return false;
  return looks.every(({ frames, api }) => frames.length === 0 && api === null);
}

/** Node needs about a hundred ms to load its own stripper of types; for more than this it has a project to strip. */
const LOADS_STRIPPER_NS = 250 * NS_PER_MS;

/** With the first file of TypeScript Node loads what strips its types: a part of its own start, like all before it. */
function isNodesStart({ phase, slices, cpuNs, durationNs, thresholdNs }: StallView): boolean {
  if (phase !== 'startup') return false;
  const strippingNs = sumNs(slices.filter(({ frames }) => isInTypeStripper(frames)));
  // On a busy machine it lasts longer, and is no more work.
  const workNs = Math.min(strippingNs, cpuNs ?? strippingNs);
  return strippingNs > 0 && workNs <= LOADS_STRIPPER_NS && durationNs - strippingNs < thresholdNs;
}

/** Stalls shorter than the threshold are none; the trace may have been made with a lower one. */
export function isStall(view: StallView): boolean {
  if (view.durationNs < view.thresholdNs || view.durationNs < NS_PER_MS) return false;
  return !isTakenDown(view) && !isNodesStart(view);
}
