import { type Blame, blame, heaviestStack } from '../blame.js';
import type { WeightedStack } from '../call-tree.js';
import { intoBody } from '../entry.js';
import type { Frame } from '../frames.js';
import { callbackCost, callsWhatItIsGiven, type Pattern, type Shape, shapeAt } from '../source/patterns.js';
import { isAtEntry, isLoopEdge } from '../source/place.js';
import { holds, type Node } from '../source/walk.js';
import type { StallView } from '../stall-view.js';
import { doing, type Judge, judged, shareOf, showNs, showShare, sureness } from './cause.js';
import { callsBeside } from './timed-calls.js';

const WORDS: Readonly<Record<Pattern, string>> = {
  'nested-loop': 'loops inside loops over data: where both go over it, the work grows with its square',
  sort: 'sorting with a comparison function of its own',
  'spread-in-reduce': 'an object or array copied by spreading for each element: quadratic',
  'object-spread-in-loop': 'an object or array copied by spreading in each turn of a loop: quadratic',
  'includes-in-loop': 'a list searched from its start in each turn of a loop: the work grows with both',
  'shift-in-loop': 'elements taken from or put at the front of an array in a loop',
  'concat-in-loop': 'an array copied by concat in each turn of a loop: quadratic',
  'json-in-loop': 'data cloned through JSON in a loop',
  'intl-in-loop': 'a formatter with all the rules of a language made in each turn of a loop',
  'string-in-loop': 'a string or list cut in each turn of a loop',
  recursion: 'a function that calls itself',
  loop: 'a loop',
};

/** Less of a stall than this is not worth a word. */
const GC_WORTH_TELLING = 0.1;

/** What collections had of it: not enough to be its cause. */
function collections({ gcNs, durationNs }: StallView): string {
  if (gcNs === null || gcNs < GC_WORTH_TELLING * durationNs) return '';
  return ` Garbage collection took ${showNs(gcNs)} of it.`;
}

/** What is known of the time: with less CPU time than this part of it, something else held the thread up as well. */
const WITHOUT_BREAK = 0.7;

function ranFor({ durationNs, cpuNs }: Parameters<Judge>[0]): string {
  const whole = showNs(durationNs);
  if (cpuNs === null) return `JavaScript ran for ${whole} without a break`;
  if (cpuNs < durationNs * WITHOUT_BREAK)
    return `JavaScript held the loop for ${whole}, with ${showNs(cpuNs)} of CPU time`;
  return `JavaScript ran for ${whole} without a break, ${showNs(cpuNs)} of CPU time`;
}

/** A line that the source tells, and no look, is that much less sure. */
const INFERRED_SURENESS = 0.9;

/** The thread was seen where a loop goes round, and not only here and there within it. */
function isTurning({ sources }: StallView, slices: readonly WeightedStack[], { file, line, column }: Frame): boolean {
  const seen = slices
    .flatMap(({ frames }) => frames)
    .find((frame) => frame.file === file && frame.line === line && frame.column === column);
  return seen !== undefined && isLoopEdge(sources, seen);
}

/** The rest of a function whose time lies on many lines. */
function elsewhere({ share, lineShare }: Blame, ofStall: number): string {
  return lineShare === share ? '' : `, the heaviest of many in a function that had ${showShare(share * ofStall)}`;
}

/** Whoever gave the callback stands this near to the function that calls it. */
const NEAR_GIVERS = 3;

/**
 * The thread was seen where a function goes over a list for somebody else, and calls what that gave it for each element:
 * it is the callback that takes long, where its text shows why.
 */
function byCallback(view: StallView, slices: readonly WeightedStack[], stack: readonly Frame[]): Shape | null {
  const [innermost, ...below] = stack.filter(({ owner, isAsync }) => owner !== 'builtin' && !isAsync);
  if (innermost === undefined) return null;
  // Where V8 looks up whatever was called in between.
  if (!isTurning(view, slices, innermost) && !isAtEntry(view.sources, innermost)) return null;
  const isOwn = innermost.owner === 'app';
  if (isOwn && !callsWhatItIsGiven(view.sources, innermost)) return null;
  for (const giver of below.filter(({ owner }) => owner === 'app').slice(0, NEAR_GIVERS)) {
    // The text of a package's file is not kept. Many keep what they are given for later: one look must show it called.
    const wasSeen = (callback: Node) =>
      slices.some(({ frames }) => frames.some((frame) => frame.file === giver.file && holds(callback, frame)));
    const shape = callbackCost(view.sources, giver, isOwn ? () => true : wasSeen);
    if (shape !== null) return shape;
  }
  return null;
}

function inferred(seen: Frame | null, meant: Frame | null): string {
  if (meant === null) return '';
  const where =
    seen === null ? 'in what calls a callback again and again' : `where the loop at line ${seen.line} goes round`;
  return ` The thread was seen ${where}; which call in it takes the time is inferred from the source.`;
}

/** The user's own JavaScript computed: what is left when nothing else explains the stall. */
export const cpu: Judge = (view) => {
  const js = doing(view, 'js', 'regex', 'native');
  const slices = js.length > 0 ? js : view.slices;
  const place = blame(slices, view.sources);
  const stack = heaviestStack(slices, place.frame);
  const seen = intoBody(slices, view.sources, place.frame);
  const given = seen === null ? null : byCallback(view, slices, stack);
  const shape = given ?? (seen === null ? null : shapeAt(view.sources, seen, stack));
  const pattern = shape?.pattern ?? null;
  const meant = given !== null || (seen !== null && isTurning(view, slices, seen)) ? (shape?.call ?? null) : null;
  const share = shareOf(view, slices);
  const words = pattern === null ? '' : ` The source there shows ${WORDS[pattern]}.`;
  const computed = view.cpuNs === null ? '' : `, ${showNs(view.cpuNs)} of CPU time`;
  const known =
    place.frame === null
      ? 'no frame of the user was seen'
      : `${showShare(place.lineShare * share)} of it at or below the blamed line${elsewhere(place, share)}`;
  if (slices.length === 0) {
    const evidence = `Nothing is known of what ran for ${showNs(view.durationNs)}${computed}: no look at the thread was answered.`;
    return judged({ kind: 'cpu', confidence: 0.3, evidence: `${evidence}${callsBeside(view)}` });
  }
  return judged({
    kind: 'cpu',
    confidence: sureness(share, place) * (meant === null ? 1 : INFERRED_SURENESS),
    evidence: `${ranFor(view)}; ${known}.${inferred(given === null ? seen : null, meant)}${words}${collections(view)}${callsBeside(view)}`,
    pattern,
    frame: meant ?? seen,
    stacks: slices,
  });
};
