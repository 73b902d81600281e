import type { Frame } from '../frames.js';
import { calleeName, stepsOf } from './evaluation-order.js';
import { lastName } from './heavy-calls.js';
import { rootOf, SEARCHING, searchByHelper, searchInTurn } from './list-search.js';
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
interface Repeated {
  readonly body: Node;
  /** Names that are new in each turn: what is done to them does not add up. */
  readonly own: ReadonlySet<string>;
}

function repeatedAt(code: CodeAt, callback: string | null): Repeated | null {
  if (code.loop !== null)
    return { body: code.loop.body, own: new Set([...headNames(code.loop), ...declaredIn(code.loop.body)]) };
  if (callback === null || !ITERATING.has(callback) || code.fn === null) return null;
  return { body: code.fn.body, own: new Set([...code.fn.params.flatMap(boundNames), ...declaredIn(code.fn.body)]) };
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

function inRepeatedCode(repeated: Repeated, program: Node): Found | null {
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
  if (search !== null) return { pattern: 'includes-in-loop', at: search.at };
  return steps.some(({ callee }) => CUTTING.test(callee)) ? { pattern: 'string-in-loop', at: null } : null;
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
  const program = code.path[0];
  if (repeated !== null && program !== undefined) {
    const inside = inRepeatedCode(repeated, program);
    if (inside !== null) return { pattern: inside.pattern, call: inside.at && { ...frame, ...inside.at } };
    const helper = isNested(code) ? null : searchByHelper(repeated, program, sources, frame.file);
    if (helper !== null) return { pattern: 'includes-in-loop', call: { ...frame, ...helper } };
  }
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
