import type { GcEvent } from '../trace/events.js';
import type { CallEvent } from '../trace/stall-events.js';
import type { RawStall } from '../trace/trace.js';
import type { Frame } from './frames.js';
import { isLoader } from './stack-shapes.js';
import { LATE_ANSWER_MS, LATE_BEYOND_WAITING, LONG_SILENCE_MS, NS_PER_MS } from './thresholds.js';
import type { StallTimes } from './times.js';

/** One look at the blocked thread, with its stack read. */
export interface Look {
  readonly atNs: number;
  /** The part of the stall that it stands for, less what exactly timed calls account for. */
  readonly weightNs: number;
  /** The part of the stall that such calls account for. */
  readonly inCallsNs: number;
  /** How late the answer was beyond what JavaScript and collections explain; 0 where it was in time. */
  readonly lateNs: number;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  readonly api: string | null;
  readonly turned: string;
  /** The callback that the loop had just left, where no frame of it was on the stack any more. */
  readonly ran: Frame | null;
  /** How long the answer took, whatever the reason. */
  readonly waitNs: number;
  /** Looks that this one stands for, where a long stall was thinned. */
  readonly count: number;
}

/** A timed call, cut to the stall. */
export interface Call {
  readonly api: string;
  readonly startNs: number;
  readonly durationNs: number;
  readonly frames: readonly Frame[];
  readonly size: number | null;
  readonly detail: string | null;
}

/**
 * A module's first position in a late answer: the wait was for the loader that compiled the module, not for its code, so
 * the frame of that code is taken off.
 */
function withoutUnstartedModule(frames: readonly Frame[], lateNs: number): readonly Frame[] {
  const [leaf, caller] = frames;
  const at = leaf?.generated ?? leaf;
  const unstarted = lateNs > 0 && at !== undefined && at.line <= 1 && at.column <= 1 && leaf?.owner !== 'node';
  return unstarted && caller !== undefined && isLoader(caller) ? frames.slice(1) : frames;
}

type ReadStack = (stack: number | undefined) => readonly Frame[];

/** Put the trace's ids into frames. */
export interface Readers {
  readonly readStack: ReadStack;
  readonly readFrame: (id: number | undefined) => Frame | null;
}

interface Span {
  readonly startNs: number;
  readonly endNs: number;
}

/** ns that a span shares with others that do not overlap each other. */
export function overlapNs(span: Span, others: readonly { startNs: number; durationNs: number }[]): number {
  let sum = 0;
  for (const other of others) {
    const start = Math.max(span.startNs, other.startNs);
    const end = Math.min(span.endNs, other.startNs + other.durationNs);
    if (end > start) sum += end - start;
  }
  return sum;
}

/** The calls of its thread, of 5 ms and more, that ran in a stall, and the one that had not come back when the process ended. */
export function callsIn(times: StallTimes, stall: RawStall, calls: readonly CallEvent[], readStack: ReadStack): Call[] {
  const found: Call[] = [];
  for (const call of calls) {
    const startNs = Math.max(times.startNs, call.startNs);
    const endNs = Math.min(times.endNs, call.startNs + call.durationNs);
    if (endNs <= startNs) continue;
    found.push({
      api: call.api,
      startNs,
      durationNs: endNs - startNs,
      frames: readStack(call.stack),
      size: call.size ?? null,
      detail: call.detail ?? null,
    });
  }
  const open = times.ongoing ? stall.lastGrow?.inCall : undefined;
  if (open !== undefined && times.endNs > open.seenAtNs) {
    const startNs = Math.max(times.startNs, open.seenAtNs);
    const frames = readStack(open.stack);
    const covered = overlapNs({ startNs, endNs: times.endNs }, found);
    const durationNs = times.endNs - startNs - covered;
    if (durationNs > 0) found.push({ api: open.api, startNs, durationNs, frames, size: null, detail: null });
  }
  return found;
}

/** The looks of a stall, their weights less the timed calls, their lateness less the collections. */
export function looksIn(
  times: StallTimes,
  stall: RawStall,
  calls: readonly Call[],
  gcs: readonly GcEvent[],
  { readStack, readFrame }: Readers,
): Look[] {
  return stall.samples.map((sample) => {
    const count = Math.max(1, sample.count ?? 1);
    const weight = { startNs: Math.max(times.startNs, sample.atNs - sample.weightNs), endNs: sample.atNs };
    const wait = { startNs: sample.atNs - sample.waitNs, endNs: sample.atNs };
    const explained = overlapNs(wait, gcs) + overlapNs(wait, calls);
    const beyondNs = (sample.waitNs - explained) / count - NS_PER_MS;
    const lateNs = beyondNs >= LATE_ANSWER_MS * NS_PER_MS ? beyondNs : 0;
    const inCallsNs = overlapNs(weight, calls);
    return {
      atNs: sample.atNs,
      weightNs: Math.max(0, sample.weightNs - inCallsNs),
      inCallsNs,
      lateNs,
      frames: withoutUnstartedModule(readStack(sample.stack), lateNs),
      api: sample.api ?? null,
      turned: sample.turned ?? '',
      ran: readFrame(sample.ran),
      waitNs: sample.waitNs / count,
      count,
    };
  });
}

/** With fewer looks than this the first one's time is as good a guess as any. */
const LOOKS_TO_JUDGE_THE_START = 4;

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/**
 * Before the first look nobody looked: of that time the first look keeps no more than its wait and a usual interval, and
 * all looks together stand for the rest.
 */
export function spreadUnseenStart(looks: readonly Look[]): readonly Look[] {
  const [first, ...later] = looks;
  if (first === undefined || later.length < LOOKS_TO_JUDGE_THE_START - 1) return looks;
  const own = Math.min(first.weightNs, first.waitNs + median(later.map((look) => look.weightNs)));
  const all = looks.reduce((sum, look) => sum + look.weightNs, 0);
  const scale = all / Math.max(1, all - first.weightNs + own);
  return looks.map((look) => ({ ...look, weightNs: (look === first ? own : look.weightNs) * scale }));
}

/** What is known of the threads' waiting for a core in a stall. */
export interface Waiting {
  readonly threadNs: number;
  readonly monitorNs: number;
}

/**
 * Late answers prove nothing as far as the thread, or the monitor that asked, was waiting for a core: what is left must be
 * a good part of the time that it did have one, or none counts as late. A single silence that no scheduler makes is
 * believed in any case.
 */
export function excuseLateness(looks: readonly Look[], durationNs: number, waiting: Waiting): readonly Look[] {
  const late = looks.reduce((sum, look) => sum + look.lateNs * look.count, 0);
  const longest = looks.reduce((most, look) => Math.max(most, look.lateNs), 0);
  if (longest - waiting.monitorNs >= LONG_SILENCE_MS * NS_PER_MS) return looks;
  const waitedNs = Math.max(waiting.threadNs, waiting.monitorNs);
  if (late === 0 || late - waitedNs >= LATE_BEYOND_WAITING * Math.max(0, durationNs - waitedNs)) return looks;
  return looks.map((look) => ({ ...look, lateNs: 0 }));
}
