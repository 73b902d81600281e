import type { Frame } from '../frames.js';
import { calleeName, stepsOf } from './evaluation-order.js';
import { lastName } from './heavy-calls.js';
import { boundNames, declaredIn } from './names.js';
import { type CodeAt, codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, findAll, isFunction, isLoop, type Loop, type Node, pathName } from './walk.js';

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

const SEARCHING = new Set(['includes', 'indexOf', 'lastIndexOf', 'find', 'findIndex', 'some', 'filter']);

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
function growsByCopy(body: Node): Pattern | null {
  const assigned = findAll(body, (one): one is AssignmentExpression => one.type === 'AssignmentExpression');
  for (const { left, right } of assigned) {
    const path = pathName(left);
    if (spreadsOf(right, path)) return 'object-spread-in-loop';
    if (concatenates(right, path)) return 'concat-in-loop';
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

function inRepeatedCode({ body, own }: Repeated): Pattern | null {
  const names = stepsOf(body).map((step) => ({ name: lastName(step.callee), callee: step.callee }));
  const has = (...wanted: readonly string[]) => names.some(({ name }) => wanted.includes(name));
  const clones = names.some(({ callee }) => callee === 'JSON.parse' || callee === 'JSON.stringify');
  if (clones) return 'json-in-loop';
  const grown = growsByCopy(body);
  if (grown !== null) return grown;
  // A line of a text, a list of each turn's own: to search that is but a part of the turn.
  const lasting = names.filter(({ callee }) => !own.has(callee.split('.', 1)[0] ?? '') && !callee.startsWith('.'));
  if (lasting.some(({ name }) => /^(?:shift|unshift|splice)$/.test(name))) return 'shift-in-loop';
  if (lasting.some(({ name }) => SEARCHING.has(name))) return 'includes-in-loop';
  if (has('substring', 'slice', 'substr', 'split')) return 'string-in-loop';
  return null;
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
export function patternAt(sources: SourceBook, frame: Frame, stack: readonly Frame[]): Pattern | null {
  const code = codeAt(sources, frame);
  if (code === null) return null;
  const callback = callbackOf(code);
  if (callback === 'reduce' || callback === 'reduceRight') {
    const copied = code.fn === null ? null : reducesByCopy(code.fn);
    if (copied !== null) return copied;
  }
  if (callback === 'sort' || callback === 'toSorted') return 'sort';
  if (callback !== null && SEARCHING.has(callback) && outerRepeats(code)) return 'includes-in-loop';
  const repeated = repeatedAt(code, callback);
  const inside = repeated === null ? null : inRepeatedCode(repeated);
  if (inside !== null) return inside;
  if (isNested(code)) return 'nested-loop';
  if (isRecursive(frame, stack)) return 'recursion';
  return code.loop === null ? null : 'loop';
}
