import type { Frame } from '../frames.js';
import { costlyHelper, formatterInTurn, rootOf, SEARCHING, searchInTurn, type Turn } from './costly-turn.js';
import { calleeName, stepsOf } from './evaluation-order.js';
import { lastName } from './heavy-calls.js';
import { boundNames, declaredIn } from './names.js';
import { type CodeAt, codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import {
  type FunctionNode,
  findAll,
  isFunction,
  isLoop,
  type Loop,
  type Node,
  type Position,
  pathName,
  startOf,
} from './walk.js';

type AssignmentExpression = Extract<Node, { type: 'AssignmentExpression' }>;
type SpreadElement = Extract<Node, { type: 'SpreadElement' }>;

/** What expensive JavaScript looks like in the source. */
export type Pattern =
  | 'nested-loop'
  | 'sort'
  | 'spread-in-reduce'
  | 'object-spread-in-loop'
  | 'includes-in-loop'
  | 'shift-in-loop'
  | 'concat-in-loop'
  | 'json-in-loop'
  | 'intl-in-loop'
  | 'string-in-loop'
  | 'recursion'
  | 'loop';

/** Array methods that go through the array: loops by another name. */
const ITERATING = new Set([
  'map',
  'forEach',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'flatMap',
]);

/** What expensive JavaScript looks like at a hot place. */
export interface Shape {
  readonly pattern: Pattern;
  /** The call, or copy, that makes each turn of the code there expensive; null where no single one does. */
  readonly call: Frame | null;
}

/** A shape that is known by one step of the code. */
interface Found {
  readonly pattern: Pattern;
  readonly at: Position | null;
}

/** Code that runs again and again: a loop's body or the callback of an iterating method. */
function repeatedAt(code: CodeAt, callback: string | null): Turn | null {
  if (code.loop !== null)
    return { body: code.loop.body, own: new Set([...headNames(code.loop), ...declaredIn(code.loop.body)]) };
  return callback === null || !ITERATING.has(callback) || code.fn === null ? null : turnOf(code.fn);
}

/** What is done to names that are new in each turn does not add up. */
function turnOf(fn: FunctionNode): Turn {
  return { body: fn.body, own: new Set([...fn.params.flatMap(boundNames), ...declaredIn(fn.body)]) };
}

function headNames(loop: Loop): string[] {
  return loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' ? declaredIn(loop.left) : [];
}

function spreadsOf(node: Node, path: string): boolean {
  const spreads = findAll(node, (one): one is SpreadElement => one.type === 'SpreadElement', { intoFunctions: true });
  return path !== '' && spreads.some(({ argument }) => pathName(argument) === path);
}

/** `all.concat(one)`, `Buffer.concat([all, one])`. */
function concatenates(node: Node, path: string): boolean {
  if (node.type !== 'CallExpression' || path === '' || lastName(calleeName(node.callee)) !== 'concat') return false;
  if (node.callee.type === 'MemberExpression' && pathName(node.callee.object) === path) return true;
  const [list] = node.arguments;
  return list?.type === 'ArrayExpression' && list.elements.some((one) => one !== null && pathName(one) === path);
}

/** What is put in place of itself, grown by a copy: `all = [...all, one]`, `all = all.concat(one)`. */
function growsByCopy(body: Node): Found | null {
  const assigned = findAll(body, (one): one is AssignmentExpression => one.type === 'AssignmentExpression');
  for (const node of assigned) {
    const path = pathName(node.left);
    const at = startOf(node);
    if (spreadsOf(node.right, path)) return { pattern: 'object-spread-in-loop', at };
    if (concatenates(node.right, path)) return { pattern: 'concat-in-loop', at };
  }
  return null;
}

/** Likewise what a `reduce` hands from turn to turn. */
function reducesByCopy(fn: FunctionNode): Pattern | null {
  const [handed] = fn.params;
  if (handed?.type !== 'Identifier') return null;
  if (spreadsOf(fn.body, handed.name)) return 'spread-in-reduce';
  const calls = findAll(fn.body, (one): one is Node => one.type === 'CallExpression');
  return calls.some((call) => concatenates(call, handed.name)) ? 'concat-in-loop' : null;
}

/** The method that a function is the callback of: `reduce` for `list.reduce((a, b) => …)`. */
function callbackOf(code: CodeAt): string | null {
  const at = code.path.findLastIndex(isFunction);
  const call = code.path[at - 1];
  if (call?.type !== 'CallExpression') return null;
  return call.callee.type === 'MemberExpression' && call.callee.property.type === 'Identifier'
    ? call.callee.property.name
    : null;
}

/** Copies, of which each turn makes one. */
const CLONING = /^JSON\.(?:parse|stringify)$/;
const MOVING_ALL = /(?:^|\.)(?:shift|unshift|splice)$/;
const CUTTING = /(?:^|\.)(?:substring|slice|substr|split)$/;

function inTurn(repeated: Turn, program: Node): Found | null {
  const steps = stepsOf(repeated.body);
  const cloning = steps.find(({ callee }) => CLONING.test(callee));
  if (cloning !== undefined) return { pattern: 'json-in-loop', at: cloning.at };
  const grown = growsByCopy(repeated.body);
  if (grown !== null) return grown;
  // A line of a text, a list of each turn's own: to search that is but a part of the turn.
  const lasting = steps.filter(({ callee }) => !repeated.own.has(rootOf(callee)) && !callee.startsWith('.'));
  const moving = lasting.find(({ callee }) => MOVING_ALL.test(callee));
  if (moving !== undefined) return { pattern: 'shift-in-loop', at: moving.at };
  const search = searchInTurn(repeated, program);
  return search === null ? null : { pattern: 'includes-in-loop', at: search.at };
}

/** What makes the turns of a piece of code expensive, there or in a function that they call. */
function costOf(repeated: Turn, sources: SourceBook, frame: Frame, code: CodeAt): Shape | null {
  const [program] = code.path;
  if (program === undefined) return null;
  const inside = inTurn(repeated, program);
  if (inside !== null) return { pattern: inside.pattern, call: inside.at && { ...frame, ...inside.at } };
  if (isNested(code)) return null;
  const reader = { program, sources, file: frame.file };
  const costly = formatterInTurn(repeated, reader) ?? costlyHelper(repeated, reader);
  if (costly !== null) return { pattern: costly.pattern, call: { ...frame, ...costly.place } };
  return stepsOf(repeated.body).some(({ callee }) => CUTTING.test(callee))
    ? { pattern: 'string-in-loop', call: null }
    : null;
}

/**
 * What makes a callback expensive that is given to the call at a frame: it is called again and again by a function that
 * the thread was seen in. null where none is given there that `isCalled`, or shows nothing.
 */
export function callbackCost(
  sources: SourceBook,
  frame: Frame,
  isCalled: (callback: FunctionNode) => boolean,
): Shape | null {
  const code = codeAt(sources, frame);
  const call = code?.path.findLast((node) => node.type === 'CallExpression' || node.type === 'OptionalCallExpression');
  if (code === null || call === undefined) return null;
  for (const given of (call as { arguments: readonly Node[] }).arguments) {
    if (!isFunction(given) || !isCalled(given)) continue;
    const shape = costOf(turnOf(given), sources, frame, { ...code, loop: null, loops: [] });
    if (shape?.call) return shape;
  }
  return null;
}

/**
 * Whether the loop, or the callback, that a frame stands in calls what a function round it was given: it goes over a list
 * for somebody else.
 */
export function callsWhatItIsGiven(sources: SourceBook, frame: Frame): boolean {
  const code = codeAt(sources, frame);
  const turn = code?.loop?.body ?? (code !== null && callbackOf(code) !== null ? code.fn?.body : undefined);
  if (code === null || turn === undefined) return false;
  const given = new Set(code.path.filter(isFunction).flatMap(({ params }) => params.flatMap(boundNames)));
  return stepsOf(turn).some(({ kind, callee }) => kind === 'call' && given.has(callee));
}

function isNested(code: CodeAt): boolean {
  if (code.loops.length >= 2) return true;
  const inner = code.loop === null ? [] : findAll(code.loop.body, (node): node is Node => isLoop(node));
  if (inner.length > 0) return true;
  const callback = callbackOf(code);
  return callback !== null && ITERATING.has(callback) && outerRepeats(code);
}

/** A callback of an array method that itself stands in a loop or in another such callback. */
function outerRepeats(code: CodeAt): boolean {
  const at = code.path.findLastIndex(isFunction);
  const outside = code.path.slice(0, Math.max(0, at - 1));
  const owner = outside.findLastIndex(isFunction);
  return (
    outside.slice(owner + 1).some(isLoop) ||
    outside.some((node, index) => isFunction(node) && callsIterator(outside[index - 1]))
  );
}

function callsIterator(node: Node | undefined): boolean {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return node.callee.property.type === 'Identifier' && ITERATING.has(node.callee.property.name);
}

function isRecursive(frame: Frame, stack: readonly Frame[]): boolean {
  const same = stack.filter((one) => one.file === frame.file && one.name === frame.name && frame.name !== '');
  return same.length >= 3;
}

/** What the source at a hot frame looks like; null where it can't be read or shows nothing to name. */
export function shapeAt(sources: SourceBook, frame: Frame, stack: readonly Frame[]): Shape | null {
  const code = codeAt(sources, frame);
  if (code === null) return null;
  const callback = callbackOf(code);
  const known = byCallback(code, callback, () => outerRepeats(code) || isCalledInTurns(sources, frame, stack));
  if (known !== null) return { pattern: known, call: null };
  const repeated = repeatedAt(code, callback);
  const cost = repeated === null ? null : costOf(repeated, sources, frame, code);
  if (cost !== null) return cost;
  const pattern = byStructure(code, frame, stack);
  return pattern === null ? null : { pattern, call: null };
}

/** Callers of a function that is called again and again stand this near to it on the stack. */
const NEAR_CALLERS = 2;

/** A function that searches is called in each turn of a loop, or of an iterating method. */
function isCalledInTurns(sources: SourceBook, frame: Frame, stack: readonly Frame[]): boolean {
  const own = stack.filter(({ owner, isAsync }) => owner === 'app' && !isAsync);
  const at = own.findIndex(({ file, name }) => file === frame.file && name === frame.name);
  if (at === -1) return false;
  return own.slice(at + 1, at + 1 + NEAR_CALLERS).some((caller) => {
    const code = codeAt(sources, caller);
    return code !== null && (code.loop !== null || ITERATING.has(callbackOf(code) ?? ''));
  });
}

/** By what the code is the callback of; of a search, whether it `repeats`. */
function byCallback(code: CodeAt, callback: string | null, repeats: () => boolean): Pattern | null {
  if (callback === 'reduce' || callback === 'reduceRight') return code.fn === null ? null : reducesByCopy(code.fn);
  if (callback === 'sort' || callback === 'toSorted') return 'sort';
  return callback !== null && SEARCHING.has(callback) && repeats() ? 'includes-in-loop' : null;
}

/** What loops and calls there are, whatever is done in them. */
function byStructure(code: CodeAt, frame: Frame, stack: readonly Frame[]): Pattern | null {
  if (isNested(code)) return 'nested-loop';
  if (isRecursive(frame, stack)) return 'recursion';
  return code.loop === null ? null : 'loop';
}
