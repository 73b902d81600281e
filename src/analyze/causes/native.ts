import { blame } from '../blame.js';
import type { Frame } from '../frames.js';
import type { Slice } from '../slices.js';
import { lastName } from '../source/heavy-calls.js';
import {
  callAfter,
  callBefore,
  callWithin,
  type FoundCall,
  frameOfCall,
  onlyHeavyCall,
} from '../source/native-search.js';
import { codeAt } from '../source/place.js';
import type { StallView } from '../stall-view.js';
import { ALL_NODES_SHARE, BUILTIN_SHARE } from '../thresholds.js';
import { doing, type Judge, type Judged, judged, shareOf, showNs, showShare, sumNs, sureness } from './cause.js';

interface Guess {
  readonly call: FoundCall;
  readonly frames: readonly Frame[];
  readonly weightNs: number;
  readonly certain: boolean;
}

function hasUser(frames: readonly Frame[]): boolean {
  return frames.some((frame) => frame.owner === 'app' && !frame.isAsync);
}

/** The code round the late answer is at hand, and if no call is found in it then there is none. */
function hasReadableUser(view: StallView, frames: readonly Frame[]): boolean {
  const user = frames.find((frame) => frame.owner === 'app' && !frame.isAsync);
  return user !== undefined && codeAt(view.sources, user) !== null;
}

/** The call that a late answer points back to; or, where it shows no user frame, the look before it points on to. */
function guess(view: StallView, slice: Slice): Guess | null {
  const { frames, weightNs } = slice;
  if (hasUser(frames)) {
    const call = callBefore(view.sources, frames);
    return call === null ? null : { call, frames, weightNs, certain: true };
  }
  const before = view.looks.slice(0, Math.max(0, slice.look)).findLast((look) => hasUser(look.frames));
  const ran = view.looks[slice.look]?.ran ?? null;
  if (before === undefined) {
    const call = ran === null ? null : callWithin(view.sources, ran);
    return call === null || ran === null ? null : { call, frames: [ran, ...frames], weightNs, certain: true };
  }
  const call = callAfter(view.sources, before.frames);
  return call === null ? null : { call, frames: before.frames, weightNs, certain: false };
}

function heaviest(guesses: readonly Guess[]): { guess: Guess; ns: number } | null {
  const sums = new Map<string, { guess: Guess; ns: number }>();
  for (const one of guesses) {
    const key = `${one.call.file}:${one.call.at.line}`;
    const sum = sums.get(key) ?? { guess: one, ns: 0 };
    sum.ns += one.weightNs;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.ns - a.ns)[0] ?? null;
}

function silence(view: StallView, slices: readonly Slice[]): string {
  const longest = Math.min(view.durationNs, Math.max(0, ...slices.map((slice) => view.looks[slice.look]?.lateNs ?? 0)));
  return `The thread was deaf in native code for ${showNs(Math.min(sumNs(slices), view.durationNs))} of ${showNs(view.durationNs)} (${showShare(shareOf(view, slices))}; the longest silence ${showNs(longest)})`;
}

/**
 * Native code that never looks up: answers came late, and no timed call, collection or lack of a core explains it. The
 * line is worked out from the order of the statements, so its confidence is lower than that of a line that was seen.
 */
export const native: Judge = (view) => {
  const slices = doing(view, 'native');
  const share = shareOf(view, slices);
  const guesses = slices.map((slice) => guess(view, slice)).filter((one) => one !== null);
  const best = heaviest(guesses);
  if (best !== null) return fromGuess(view, slices, best.guess);
  if (slices.some((slice) => hasReadableUser(view, slice.frames))) return null;
  const place = blame(slices, view.sources);
  const only = place.frame === null ? onlyHeavyCall(view.sources) : null;
  const evidence = `${silence(view, slices)}; no timed call and no collection explains it.`;
  if (only !== null) {
    return judged({
      kind: only.regex ? 'regex' : 'native',
      confidence: 0.3,
      evidence: `${evidence} No frame of the user's was seen; ${only.callee} is the only call in the sources that can take so long.`,
      pattern: lastName(only.callee),
      frame: frameOfCall(only),
      stacks: slices,
    });
  }
  const confidence = sureness(share, place) * 0.6;
  return judged({ kind: 'native', confidence, evidence, frame: place.frame, stacks: slices });
};

/** V8's own function (`--expose-gc`): a collection, although Node may not live to tell of it. */
const COLLECTS = /^(?:global(?:This)?\.)?gc$/;

function kindOf(call: Guess['call']): 'regex' | 'gc' | 'native' {
  if (call.regex) return 'regex';
  return COLLECTS.test(call.callee) ? 'gc' : 'native';
}

function fromGuess(view: StallView, slices: readonly Slice[], { call, frames, certain }: Guess): Judged {
  const share = shareOf(view, slices);
  const trust = (call.known ? 0.85 : 0.65) * (certain ? 1 : 0.8);
  return judged({
    kind: kindOf(call),
    confidence: sureness(share) * trust,
    evidence:
      `${silence(view, slices)}. The line is inferred from the order of the statements: ` +
      `${call.callee === '...' ? 'the spread' : call.callee} is the last thing done before it answered again.`,
    pattern: lastName(call.callee),
    frame: frameOfCall(call),
    stacks: [{ frames, weightNs: 1 }],
  });
}

/** The built-in nearest to the user's line, where Node's or V8's own code was at work under it. */
function builtinAbove(frames: readonly Frame[]): Frame | null {
  const user = frames.findIndex((frame) => frame.owner === 'app' && !frame.isAsync);
  const above = frames.slice(0, Math.max(0, user)).filter((frame) => frame.owner !== 'dep');
  const isNodes = above.some((frame) => frame.owner === 'node' || frame.file.startsWith('wasm:'));
  // One built-in alone is only where V8 looks up in a loop of the user's; one that calls another is at work itself.
  return isNodes || above.length >= 2 ? (above.at(-1) ?? null) : null;
}

function builtinName(frames: readonly Frame[]): string {
  const frame = builtinAbove(frames);
  if (frame?.file.startsWith('wasm:') === true) return 'WebAssembly';
  return frame?.name || 'a built-in';
}

/** Whether what a built-in was asked for and what Node did by itself are all there is: none of it is the user's own. */
function isAllNodes(slices: readonly Slice[], inside: readonly Slice[]): boolean {
  const byItself = slices.filter(
    ({ frames }) => frames.length > 0 && frames.every(({ owner }) => owner !== 'app' && owner !== 'dep'),
  );
  return sumNs(inside) > 0 && sumNs(inside) + sumNs(byItself) >= ALL_NODES_SHARE * sumNs(slices);
}

/** Built-ins written in JavaScript, or that look up as they work: seen on the stack under the user's line. */
export const builtin: Judge = (view) => {
  const slices = doing(view, 'js', 'regex');
  const inside = slices.filter((slice) => builtinAbove(slice.frames) !== null);
  if (inside.length === 0) return null;
  if (sumNs(inside) < BUILTIN_SHARE * sumNs(slices) && !isAllNodes(slices, inside)) return null;
  const place = blame(inside, view.sources);
  const heavy = [...inside].sort((a, b) => b.weightNs - a.weightNs)[0];
  const name = heavy === undefined ? 'a built-in' : builtinName(heavy.frames);
  return judged({
    kind: 'native',
    confidence: sureness(shareOf(view, inside), place) * 0.85,
    evidence: `${showShare(shareOf(view, inside))} of ${showNs(view.durationNs)} was spent inside ${name}, which is not the user's code.`,
    pattern: lastName(name),
    frame: place.frame,
    stacks: inside,
  });
};
