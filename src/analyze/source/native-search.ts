import type { Frame } from '../frames.js';
import { NATIVE_SEARCH_DEPTH } from '../thresholds.js';
import { edgeAt, type Step, stepAt, stepsOf } from './evaluation-order.js';
import { findFunction, functionsByFile } from './functions.js';
import { lastName, weightOf } from './heavy-calls.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import {
  comparePositions,
  type FunctionNode,
  holds,
  isEntryOf,
  isFunction,
  type Node,
  type Position,
  startOf,
  walk,
} from './walk.js';

/** A call that was found by the order of the statements, not seen. */
export interface FoundCall {
  readonly file: string;
  readonly at: Position;
  /** The function that holds it. */
  readonly function: string;
  /** As written, as far as it is made of names: `list.sort`. */
  readonly callee: string;
  /** It is a built-in known to take long on large data. */
  readonly known: boolean;
  /** A regular expression is among what it works on. */
  readonly regex: boolean;
}

interface Search {
  readonly sources: SourceBook;
  readonly file: string;
  readonly depth: number;
  /** Of the function that is being read. */
  readonly name: string;
}

function hasRegex(step: Step): boolean {
  if (step.node.type !== 'CallExpression' && step.node.type !== 'OptionalCallExpression') return false;
  const { callee } = step.node;
  const object = callee.type === 'MemberExpression' ? callee.object : null;
  return [object, ...step.node.arguments].some((part) => part?.type === 'RegExpLiteral');
}

function called(step: Step): FunctionNode | null {
  const node = step.node as { callee?: Node };
  return node.callee !== undefined && isFunction(node.callee) ? node.callee : null;
}

/** What a step may have spent its time on: itself, or the end of the function that it calls. */
function within(search: Search, step: Step): FoundCall | null {
  if (step.kind === 'edge') return null;
  const deeper = { ...search, depth: search.depth + 1 };
  const weight = weightOf(step.callee);
  const inline = called(step);
  if (inline !== null) return lastOf(deeper, stepsOf(inline.body));
  const isOwn = step.callee.startsWith('this.') || weight === 'unknown';
  const name = lastName(step.callee);
  const target = isOwn && name !== '' ? findFunction(search.sources, search.file, name) : null;
  if (target !== null) {
    if (search.depth >= NATIVE_SEARCH_DEPTH) return null;
    return lastOf({ ...deeper, file: target.file, name }, stepsOf(target.fn.body));
  }
  for (const callback of step.callbacks) {
    const inside = search.depth < NATIVE_SEARCH_DEPTH ? lastOf(deeper, stepsOf(callback.body)) : null;
    if (inside !== null) return inside;
  }
  // With a callback of the user's V8 looks up at each call of it, so the built-in itself is not the silent one.
  if (weight === 'light' || step.callbacks.length > 0) return null;
  return {
    file: search.file,
    at: step.at,
    function: search.name,
    callee: step.callee,
    known: weight === 'heavy',
    regex: hasRegex(step),
  };
}

/** The last step of a run that can have taken long. */
function lastOf(search: Search, steps: readonly Step[]): FoundCall | null {
  for (const step of steps.toReversed()) {
    const found = within(search, step);
    if (found !== null) return found;
  }
  return null;
}

/** The first step of a run that is known to take long, else the first that can. */
function firstOf(search: Search, steps: readonly Step[]): FoundCall | null {
  const found = steps.map((step) => within(search, step)).filter((one) => one !== null);
  return found.find((one) => one.known) ?? found[0] ?? null;
}

function codeOf(sources: SourceBook, frame: Frame): { code: Node; fn: FunctionNode | null } | null {
  const at = codeAt(sources, frame);
  const program = at?.path[0];
  if (at === null || program === undefined) return null;
  return { code: at.fn?.body ?? program, fn: at.fn };
}

/**
 * The call before a late answer. `frames` is the stack of the answer, innermost first: V8 looks up when it enters a
 * function and when a loop goes round, so the silence lies before the innermost position, behind the look-up before it.
 */
export function callBefore(sources: SourceBook, frames: readonly Frame[]): FoundCall | null {
  const user = frames.findIndex((frame) => frame.owner === 'app' && !frame.isAsync);
  const onStack = frames.slice(user).filter((frame) => !frame.isAsync);
  for (const [index, frame] of (user === -1 ? [] : onStack).entries()) {
    if (frame.owner !== 'app') continue;
    const place = codeOf(sources, frame);
    if (place === null) return null;
    const search = { sources, file: frame.file, depth: 0, name: frame.name };
    const steps = stepsOf(place.code);
    if (place.fn !== null && isEntryOf(place.fn, frame)) {
      // Entered from a built-in (`map`, `sort`): the call of the same function before this one may have been silent.
      const found = onStack[index + 1]?.owner === 'builtin' ? lastOf(search, steps) : null;
      if (found !== null) return found;
      continue;
    }
    // Two or more built-ins deep, the look-up at the outer one's entry had already passed: the silence is inside it.
    const here = stepAt(steps, frame);
    const own = index === 0 && user >= 2 ? steps[here] : undefined;
    const inside = own === undefined ? null : within(search, own);
    const found = inside ?? beforeStep(search, steps, here, frame);
    if (found !== null) return found;
    // The entry of this function is a look-up too; without any call before the position only inlining explains this.
  }
  return null;
}

function beforeStep(search: Search, steps: readonly Step[], here: number, position: Position): FoundCall | null {
  const loop = edgeAt(steps, position);
  if (loop !== null) {
    const inside = steps.filter((step) => step.node !== loop && holds(loop.body, step.at));
    const found = lastOf(search, inside);
    if (found !== null) return found;
  }
  const before = loop === null ? steps.slice(0, here) : steps.filter((step) => comparePositions(step.at, position) < 0);
  // Behind the last turn of an earlier loop comes first; only if nothing is there, what lies further back.
  const edge = before.findLastIndex((step) => step.kind === 'edge');
  return lastOf(search, before.slice(edge + 1)) ?? lastOf(search, before);
}

/** The call after a look that was in time, where the late one that followed shows none of the user's frames any more. */
export function callAfter(sources: SourceBook, frames: readonly Frame[]): FoundCall | null {
  const own = frames.filter((frame) => frame.owner === 'app' && !frame.isAsync);
  for (const [index, frame] of own.entries()) {
    const place = codeOf(sources, frame);
    if (place === null) return null;
    const steps = stepsOf(place.code);
    const entered = place.fn !== null && isEntryOf(place.fn, frame);
    // The innermost position is where a call had just been entered; further out it is the call that leads inwards.
    const from = entered ? 0 : stepAt(steps, frame) + (index === 0 ? 0 : 1);
    const found = firstOf({ sources, file: frame.file, depth: 0, name: frame.name }, steps.slice(from));
    if (found !== null) return found;
  }
  return null;
}

/** The last call of a callback that had just returned when the thread could answer. */
export function callWithin(sources: SourceBook, ran: Frame): FoundCall | null {
  const code = codeAt(sources, ran);
  const fn = code?.fn ?? code?.path.findLast(isFunction) ?? firstFunctionOn(code?.path.at(-1), ran.line);
  if (!fn) return null;
  return lastOf({ sources, file: ran.file, depth: 0, name: ran.name }, stepsOf(fn.body));
}

/** The call in a function that is known to take long; of several the last. */
export function knownCallIn(sources: SourceBook, file: string, fn: FunctionNode, name: string): FoundCall | null {
  const search = { sources, file, depth: 0, name };
  const found = stepsOf(fn.body).map((step) => within(search, step));
  return found.findLast((call) => call?.known === true) ?? null;
}

function firstFunctionOn(node: Node | undefined, line: number): FunctionNode | null {
  let found: FunctionNode | null = null;
  if (node !== undefined) {
    walk(node, (inner) => {
      if (found === null && isFunction(inner) && startOf(inner).line === line) found = inner;
      return found === null;
    });
  }
  return found;
}

/** The one built-in known to take long that the user's functions call at all; null where there are several or none. */
export function onlyHeavyCall(sources: SourceBook): FoundCall | null {
  const found = [...functionsByFile(sources)].flatMap(([file, functions]) =>
    [...functions].flatMap(([name, fn]) => {
      const search = { sources, file, depth: NATIVE_SEARCH_DEPTH, name };
      return stepsOf(fn.body).flatMap((step) => {
        const call = within(search, step);
        // Nearly all that is spread is short.
        return call?.known && call.callee !== '...' ? [call] : [];
      });
    }),
  );
  const lines = new Set(found.map((call) => `${call.file}:${call.at.line}`));
  return lines.size === 1 ? (found[0] ?? null) : null;
}

/** A found call as a frame of the user's. */
export function frameOfCall(call: FoundCall): Frame {
  return {
    file: call.file,
    line: call.at.line,
    column: call.at.column,
    name: call.function,
    owner: 'app',
    isAsync: false,
    isTopLevel: false,
    isGenerated: false,
  };
}
