import type { Frame } from '../frames.js';
import { turnsAt } from './evaluation-order.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, holds, isFunction, isLoop, type Loop, type Node, pathTo, startOf } from './walk.js';

/** The code round a frame's position. */
export interface CodeAt {
  /** From the program down to the innermost node. */
  readonly path: readonly Node[];
  /** The function that the frame runs in; null for a module's own body. */
  readonly fn: FunctionNode | null;
  /** The innermost loop of that function that holds the position. */
  readonly loop: Loop | null;
  /** All loops of that function round the position, innermost first. */
  readonly loops: readonly Loop[];
}

/** Every cause asks for the same few frames again. */
const known = new WeakMap<SourceBook, WeakMap<Frame, CodeAt | null>>();

/** Reads the code round a frame; null where the trace has no source for it, or it can't be parsed. */
export function codeAt(sources: SourceBook, frame: Frame): CodeAt | null {
  const own = known.get(sources) ?? new WeakMap<Frame, CodeAt | null>();
  known.set(sources, own);
  const before = own.get(frame);
  if (before !== undefined) return before;
  const code = readCode(sources, frame);
  own.set(frame, code);
  return code;
}

function readCode(sources: SourceBook, frame: Frame): CodeAt | null {
  if (frame.line <= 0) return null;
  const source = sources.treeAt(frame.file, frame.line);
  if (source === null) return null;
  const path = pathTo(source.tree, frame);
  const at = path.findLastIndex(isFunction);
  const fn = at === -1 ? null : (path[at] as FunctionNode);
  const loops = path
    .slice(at + 1)
    .filter(isLoop)
    .reverse();
  return { path, fn, loop: loops[0] ?? null, loops };
}

/** Whether a frame stands before its function's body, where V8 has it entered; also where its source is not known. */
export function isAtEntry(sources: SourceBook, frame: Frame): boolean {
  const body = codeAt(sources, frame)?.fn?.body;
  if (body === undefined) return true;
  const start = startOf(body);
  return frame.line < start.line || (frame.line === start.line && frame.column < start.column);
}

/** Whether a frame stands where a loop goes round: V8 looks up there, whatever in the loop took the time. */
export function isLoopEdge(sources: SourceBook, frame: Frame): boolean {
  const loop = codeAt(sources, frame)?.loop ?? null;
  return loop !== null && turnsAt(loop, frame);
}

/** The same for all positions in one function: by the source where there is one, else by name. */
export function functionKey(sources: SourceBook, frame: Frame): string {
  const code = codeAt(sources, frame);
  if (code !== null) {
    const start = code.fn === null ? null : startOf(code.fn);
    return `${frame.file}#${start === null ? 'module' : `${start.line}:${start.column}`}`;
  }
  return `${frame.file}#${frame.name === '' ? frame.line : frame.name}`;
}

/** Where lines are known by their shares alone, a loop has those of all that it holds. */
function shareOfAll({ lineShare }: Frame, held: readonly Frame[]): { lineShare?: number } {
  if (lineShare === undefined) return {};
  const shares = new Map(held.map((place) => [place.line, place.lineShare ?? 0]));
  return {
    lineShare: Math.min(
      1,
      [...shares.values()].reduce((sum, share) => sum + share, 0),
    ),
  };
}

/** The head of the loop that a frame stands in, if it also holds most of the other places. */
export function enclosingLoop(sources: SourceBook, frame: Frame, places: readonly Frame[]): Frame | null {
  const code = codeAt(sources, frame);
  if (code === null) return null;
  for (const loop of code.loops) {
    const held = places.filter((place) => holds(loop, place));
    if (held.length * 5 >= places.length * 4) {
      return { ...frame, ...startOf(loop), ...shareOfAll(frame, held) };
    }
  }
  return null;
}
