import { blame, heaviestStack } from '../blame.js';
import type { Frame } from '../frames.js';
import { clockNames, isClock, isSpin } from '../source/clock.js';
import { codeAt, functionKey } from '../source/place.js';
import type { SourceBook } from '../source/source-book.js';
import type { StallView } from '../stall-view.js';
import { doing, type Judge, type Judged, judged, shareOf, showNs, showShare, sureness } from './cause.js';

/** Helpers between the loop and the clock that are looked through. */
const MAX_HELPERS = 4;

/** Functions of packages that say by their name what they do; their source is seldom in the trace. */
const SLEEPS = /(?:^|\.|_)(?:[mun]s?)?(?:sleep|delay|pause|wait)(?:_?(?:sync|ms|for|seconds|millis\w*))?$/i;

/** One frame a function, innermost first: recursion counts once. */
function distinct(sources: SourceBook, frames: readonly Frame[]): Frame[] {
  const seen = new Set<string>();
  return frames.filter((frame) => {
    const key = functionKey(sources, frame);
    return !seen.has(key) && seen.add(key);
  });
}

/** The frame whose loop spins, looking outwards from the hot place through helpers that only tell the time. */
function spinning(view: StallView, frames: readonly Frame[]): Frame | null {
  const names = clockNames(view.sources);
  const candidates = frames.filter((frame) => (frame.owner === 'app' || frame.owner === 'dep') && !frame.isAsync);
  for (const frame of distinct(view.sources, candidates).slice(0, MAX_HELPERS)) {
    const code = codeAt(view.sources, frame);
    if (code === null) return frame.owner === 'dep' && SLEEPS.test(frame.name) ? frame : null;
    const scope = code.fn ?? code.path[0];
    if (scope !== undefined && code.loops.some((loop) => isSpin(loop, scope, names))) return frame;
    if (code.fn === null || code.loop !== null || !isClock(code.fn, frame.name)) return null;
  }
  return null;
}

/** It is asked of a stall more than once. */
const decided = new WeakMap<StallView, Judged | null>();

/** The hot loop asks for the time, or watches a shared number, and gets nothing else done. */
export const sleepLoop: Judge = (view) => {
  const known = decided.get(view);
  if (known !== undefined) return known;
  const found = judgeLoop(view);
  decided.set(view, found);
  return found;
};

function judgeLoop(view: StallView): Judged | null {
  const slices = doing(view, 'js', 'native', 'regex');
  const place = blame(slices, view.sources);
  if (place.frame === null) return null;
  const frame = spinning(view, heaviestStack(slices, place.frame));
  if (frame === null) return null;
  const share = shareOf(view, slices);
  return judged({
    kind: 'sleep-loop',
    confidence: sureness(share, place),
    evidence: `${showShare(share)} of ${showNs(view.durationNs)} was spent in a loop that reads the clock and does nothing else with the time.`,
    pattern: 'clock-loop',
    frame: frame.owner === 'app' ? frame : place.frame,
    stacks: slices,
  });
}
