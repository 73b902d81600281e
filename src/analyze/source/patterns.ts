import type { Frame } from '../frames.js';
import { stepsOf } from './evaluation-order.js';
import { lastName } from './heavy-calls.js';
import { type CodeAt, codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { findAll, isFunction, isLoop, type Node } from './walk.js';

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

function hasSpread(node: Node): boolean {
  return findAll(node, (inner): inner is Node => inner.type === 'SpreadElement', { intoFunctions: true }).some(
    () => true,
  );
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

function inRepeatedCode(repeated: Node): Pattern | null {
  const names = stepsOf(repeated).map((step) => ({ name: lastName(step.callee), callee: step.callee }));
  const has = (...wanted: readonly string[]) => names.some(({ name }) => wanted.includes(name));
  const clones = names.some(({ callee }) => callee === 'JSON.parse' || callee === 'JSON.stringify');
  if (clones) return 'json-in-loop';
  if (names.some(({ callee }) => callee === '...')) return 'object-spread-in-loop';
  if (objectSpread(repeated)) return 'object-spread-in-loop';
  if (has('shift', 'unshift', 'splice')) return 'shift-in-loop';
  if (has('concat')) return 'concat-in-loop';
  if (names.some(({ name }) => SEARCHING.has(name))) return 'includes-in-loop';
  if (has('substring', 'slice', 'substr', 'split')) return 'string-in-loop';
  return null;
}

function objectSpread(node: Node): boolean {
  return findAll(node, (inner): inner is Node => inner.type === 'ObjectExpression').some((object) =>
    object.type === 'ObjectExpression' ? object.properties.some((one) => one.type === 'SpreadElement') : false,
  );
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
    if (code.fn !== null && hasSpread(code.fn.body)) return 'spread-in-reduce';
  }
  if (callback === 'sort' || callback === 'toSorted') return 'sort';
  const repeated = code.loop?.body ?? (callback !== null && ITERATING.has(callback) ? code.fn?.body : undefined);
  const inside = repeated === undefined ? null : inRepeatedCode(repeated);
  if (inside !== null) return inside;
  if (isNested(code)) return 'nested-loop';
  if (isRecursive(frame, stack)) return 'recursion';
  return code.loop === null ? null : 'loop';
}
