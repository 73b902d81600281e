import type { WeightedStack } from './call-tree.js';
import type { Frame } from './frames.js';
import { knownCallIn } from './source/native-search.js';
import { codeAt, functionKey } from './source/place.js';
import type { SourceBook } from './source/source-book.js';
import { type FunctionNode, findAll, isEntryOf, isLoop, startOf } from './source/walk.js';

/** Of the looks at a function's entry, this share must have come from the function itself to call it recursion. */
const RECURSIVE_SHARE = 0.3;

/** The heaviest line on which a function calls itself, in the looks that found it at its entry. */
function recursiveCall(stacks: readonly WeightedStack[], sources: SourceBook, entry: Frame): Frame | null {
  const key = functionKey(sources, entry);
  const sums = new Map<string, { frame: Frame; ns: number }>();
  let all = 0;
  let recursive = 0;
  for (const { frames, weightNs } of stacks) {
    const own = frames.filter((frame) => frame.owner === 'app' && !frame.isAsync);
    const at = own.findIndex((frame) => functionKey(sources, frame) === key);
    if (at === -1) continue;
    all += weightNs;
    const caller = own[at + 1];
    if (caller === undefined || functionKey(sources, caller) !== key) continue;
    recursive += weightNs;
    const sum = sums.get(`${caller.line}`) ?? { frame: caller, ns: 0 };
    sum.ns += weightNs;
    sums.set(`${caller.line}`, sum);
  }
  if (recursive < RECURSIVE_SHARE * all) return null;
  return [...sums.values()].sort((a, b) => b.ns - a.ns)[0]?.frame ?? null;
}

function firstLineOf(fn: FunctionNode, entry: Frame): Frame {
  const [loop] = findAll(fn.body, isLoop);
  if (loop !== undefined) return { ...entry, ...startOf(loop) };
  const [statement] = fn.body.type === 'BlockStatement' ? fn.body.body : [fn.body];
  return statement === undefined ? entry : { ...entry, ...startOf(statement) };
}

/**
 * V8 looks up on entering a function, so a function without a loop is always seen at its head, though the time goes into
 * its body. Turns such a place into the line meant: where it calls itself, the call in it that is known to take long, its
 * loop, or its first statement. Other places stay as they are.
 */
export function intoBody(stacks: readonly WeightedStack[], sources: SourceBook, frame: Frame | null): Frame | null {
  if (frame === null || frame.owner !== 'app') return frame;
  const fn = codeAt(sources, frame)?.fn ?? null;
  if (fn === null || !isEntryOf(fn, frame)) return frame;
  const call = recursiveCall(stacks, sources, frame);
  if (call !== null) return call;
  const known = knownCallIn(sources, frame.file, fn, frame.name);
  if (known !== null) return { ...frame, file: known.file, ...known.at, name: known.function };
  return firstLineOf(fn, frame);
}
