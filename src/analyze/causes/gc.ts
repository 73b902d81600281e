import { blame } from '../blame.js';
import { blamable } from '../call-tree.js';
import { intoBody } from '../entry.js';
import type { Frame } from '../frames.js';
import { overlapNs } from '../looks.js';
import { callBefore, callWithin, frameOfCall } from '../source/native-search.js';
import type { StallView } from '../stall-view.js';
import { DOMINANT_SHARE, GC_LINE_AGREES, LONG_COLLECTION_SHARE, NS_PER_MS } from '../thresholds.js';
import { type Judge, judged, showNs, showShare, sumNs, sureness } from './cause.js';

/** Collections of less than a ms are not told one by one, and can't take more than this share of a thread. */
const UNTOLD_SHARE = 0.25;

/**
 * Collection within the stall: the measured sum, as far as collections told one by one or late answers bear it out (what
 * Node tells late may belong to the time before). Less what happened inside timed calls: there the call is to change.
 */
function collectedNs(view: StallView): { allNs: number; ownNs: number } {
  const told = view.gcs.reduce((sum, gc) => sum + overlapNs(spanOf(gc), [stallOf(view)]), 0);
  const waited = view.looks.reduce((sum, look) => sum + Math.max(0, look.waitNs - NS_PER_MS) * look.count, 0);
  const borneOut = Math.max(told, waited) + UNTOLD_SHARE * view.durationNs;
  const allNs = Math.min(view.durationNs, Math.max(told, Math.min(view.gcNs ?? 0, borneOut)));
  const inCalls = view.gcs.reduce((sum, gc) => sum + overlapNs(spanOf(gc), view.calls), 0);
  const callShare =
    view.durationNs > 0 ? sumNs(view.slices.filter((slice) => slice.call !== null)) / view.durationNs : 0;
  const untoldInCalls = Math.max(0, allNs - told) * Math.min(1, callShare);
  return { allNs, ownNs: Math.max(0, allNs - inCalls - untoldInCalls) };
}

/** One collection that holds the thread for longer than this was asked for, or is of a very large heap. */
const SILENT_MS = 20;

/** The share of the stall in which no look was answered for long. */
function silentShare(view: StallView): number {
  const longest = Math.max(0, ...view.looks.map((look) => look.waitNs));
  return view.durationNs > 0 ? longest / view.durationNs : 0;
}

/** A call of `gc()`, a built-in that filled the heap in one go, or the only thing that a callback did, found behind a long silence. */
function explicitCall(view: StallView): Frame | null {
  const silent = view.looks.filter((look) => look.waitNs >= SILENT_MS * NS_PER_MS);
  for (const { frames, ran } of silent.sort((a, b) => b.waitNs - a.waitNs)) {
    if (frames.every((frame) => frame.owner !== 'app') && ran !== null) {
      const call = callWithin(view.sources, ran);
      return call === null ? ran : frameOfCall(call);
    }
    const call = callBefore(view.sources, frames);
    const asked = call !== null && /gc|collect/i.test(call.callee);
    // One built-in that allocated so much that it was mostly collected after.
    const caused = call?.known === true && silentShare(view) >= LONG_COLLECTION_SHARE;
    if (call !== null && (asked || caused)) return frameOfCall(call);
  }
  return null;
}

function spanOf(gc: { startNs: number; durationNs: number }): { startNs: number; endNs: number } {
  return { startNs: gc.startNs, endNs: gc.startNs + gc.durationNs };
}

function stallOf(view: StallView): { startNs: number; durationNs: number } {
  return { startNs: view.times.startNs, durationNs: view.durationNs };
}

function kinds(view: StallView): string {
  const counts = new Map<string, number>();
  for (const gc of view.gcs) counts.set(gc.kind, (counts.get(gc.kind) ?? 0) + 1);
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${count} ${kind}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/**
 * A full collection that lasted nearly all of the stall. It comes before any talk of missing cores: its helper threads
 * compete with the thread that waits for them.
 */
export const longCollection: Judge = (view) => {
  const major = view.gcs.filter((one) => one.kind === 'major');
  const covered = overlapNs({ startNs: view.times.startNs, endNs: view.times.endNs }, major);
  return covered >= LONG_COLLECTION_SHARE * view.durationNs ? gc(view) : null;
};

/** At least half of the stall went into garbage collection. */
export const gc: Judge = (view) => {
  const { ownNs, allNs } = collectedNs(view);
  const share = ownNs / view.durationNs;
  if (view.durationNs <= 0 || share < DOMINANT_SHARE) return null;
  const stacks = view.slices.filter((slice) => blamable(slice.frames).length > 0);
  const { frame } = blame(stacks, view.sources);
  const agreeing = stacks.filter((slice) =>
    slice.frames.some((one) => one.file === frame?.file && one.line === frame.line),
  );
  const agreement = stacks.length === 0 ? 0 : sumNs(agreeing) / sumNs(stacks);
  const seen = frame !== null && agreement >= GC_LINE_AGREES ? intoBody(stacks, view.sources, frame) : null;
  const named = explicitCall(view) ?? seen;
  const where =
    seen === null || named !== seen ? '' : ` ${showShare(agreement)} of the looks stood on one allocating line.`;
  return judged({
    kind: 'gc',
    confidence: sureness(share),
    evidence: `Garbage collection${kinds(view)} took ${showNs(allNs)} of ${showNs(view.durationNs)} (${showShare(allNs / view.durationNs)}).${where}`,
    frame: named,
    stacks,
  });
};
