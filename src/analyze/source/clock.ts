import { functionsByFile } from './functions.js';
import type { SourceBook } from './source-book.js';
import {
  childrenOf,
  type FunctionNode,
  findAll,
  isFunction,
  type Loop,
  memberName,
  type Node,
  pathName,
  walk,
} from './walk.js';

/** Ways to ask for the time, or to look whether another thread has changed a number. */
const CLOCK_CALL = /(?:^|\.)(?:Date\.now|performance\.now|now|hrtime|hrtime\.bigint|uptime|Atomics\.load|timeOrigin)$/;

const PURE_CALL = /^(?:Math\.\w+|Number|BigInt|String|Boolean|parseInt|parseFloat|isNaN|Number\.\w+)$/;

/** A helper that does no more than this many things besides asking for the time is the clock itself. */
const HELPER_STATEMENTS = 3;

type IsClockName = (name: string) => boolean;

function isClockCall(node: Node, isHelper: IsClockName): boolean {
  if (node.type === 'NewExpression') {
    return node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
  }
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const callee = node.callee;
  const name = pathName(callee as Node);
  if (CLOCK_CALL.test(name)) return true;
  if (callee.type === 'MemberExpression' && !callee.computed) {
    // `new Date().getTime()`, `this.elapsed()`, `this.#elapsed()`.
    const member = memberName(callee.property).replace('#', '');
    if (/^(?:getTime|valueOf|bigint)$/.test(member)) return readsClock(callee.object, isHelper);
    return member !== '' && isHelper(member);
  }
  return name !== '' && isHelper(name);
}

/** Somewhere in a piece of code the time is asked for. */
function readsClock(node: Node, isHelper: IsClockName): boolean {
  let found = false;
  walk(node, (inner) => {
    if (found || (inner !== node && isFunction(inner))) return false;
    if (isClockCall(inner, isHelper)) found = true;
    return true;
  });
  return found;
}

const NO_HELPERS: IsClockName = () => false;

/** `name` is its own: one that calls itself to wait is as much the clock as one that does not. */
function isClockHelper(fn: FunctionNode, name: string): boolean {
  if (!readsClock(fn.body, NO_HELPERS)) return false;
  const isSelf: IsClockName = (other) => other === name && name !== '';
  if (fn.body.type !== 'BlockStatement') return isLight(fn.body, isSelf);
  const { body } = fn.body;
  return body.length <= HELPER_STATEMENTS && body.every((statement) => isLight(statement, isSelf)) && !hasLoop(fn);
}

function hasLoop(fn: FunctionNode): boolean {
  return findAll(fn.body, (node): node is Loop => /^(?:For|While|DoWhile)/.test(node.type)).length > 0;
}

const known = new WeakMap<SourceBook, ReadonlySet<string>>();

/** Names that stand for the clock in the user's files: helpers, and `const now = Date.now`. */
export function clockNames(sources: SourceBook): ReadonlySet<string> {
  const before = known.get(sources);
  if (before !== undefined) return before;
  const names = readClockNames(sources);
  known.set(sources, names);
  return names;
}

function readClockNames(sources: SourceBook): ReadonlySet<string> {
  const names = new Set<string>();
  for (const functions of functionsByFile(sources).values()) {
    for (const [name, fn] of functions) if (isClockHelper(fn, name)) names.add(name);
  }
  for (const text of sources.texts) {
    const source = sources.treeAt(text.file, text.startLine);
    if (source === null) continue;
    walk(source.tree.program, (node) => {
      if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
        const name = pathName(node.init).replace(/\.bind$/, '');
        if (name.includes('.') && CLOCK_CALL.test(name)) names.add(node.id.name);
      }
      return true;
    });
  }
  return names;
}

const LIGHT_NODES = new Set([
  'EmptyStatement',
  'BlockStatement',
  'ExpressionStatement',
  'VariableDeclaration',
  'VariableDeclarator',
  'IfStatement',
  'BreakStatement',
  'ContinueStatement',
  'ReturnStatement',
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'Identifier',
  'PrivateName',
  'ThisExpression',
  'ArrayPattern',
  'NumericLiteral',
  'BigIntLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'StringLiteral',
  'DirectiveLiteral',
  'Directive',
  'MemberExpression',
  'UnaryExpression',
  'UpdateExpression',
  'BinaryExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'AssignmentExpression',
  'SequenceExpression',
  'ParenthesizedExpression',
  'ArrayExpression',
  'TSAsExpression',
  'TSNonNullExpression',
]);

/** Code that gets nothing done: asks for the time, counts, compares. */
function isLight(node: Node, isHelper: IsClockName): boolean {
  if (isClockCall(node, isHelper)) return true;
  if (node.type === 'CallExpression') {
    const { callee } = node;
    const member = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee : null;
    if (member !== null && /^(?:getTime|valueOf)$/.test(pathName(member.property)))
      return isLight(member.object, isHelper);
    return PURE_CALL.test(pathName(node.callee as Node)) && node.arguments.every((one) => isLight(one, isHelper));
  }
  if (!LIGHT_NODES.has(node.type)) return false;
  return childrenOf(node).every((child) => isLight(child, isHelper));
}

function isConstant(node: Node): boolean {
  return node.type === 'NumericLiteral' || node.type === 'BigIntLiteral';
}

/** `n + 1` for `n`. */
function addsConstant(value: Node, name: string): boolean {
  if (value.type !== 'BinaryExpression' || !/^[+-]$/.test(value.operator)) return false;
  return name !== '' && pathName(value.left as Node) === name && isConstant(value.right);
}

/** Names and members that a loop computes into, counters and copies of the clock left out. */
function computedInto(loop: Loop, isHelper: IsClockName): Set<string> {
  const names = new Set<string>();
  walk(loop, (node) => {
    if (node.type !== 'AssignmentExpression') return true;
    const counts = /^[+-]=$/.test(node.operator) && isConstant(node.right);
    const adds = addsConstant(node.right, pathName(node.left as Node));
    if (counts || adds || isConstant(node.right) || readsClock(node.right, isHelper)) return true;
    if (node.left.type === 'Identifier') names.add(node.left.name);
    else names.add('*');
    return true;
  });
  return names;
}

function isUsedOutside(loop: Loop, scope: Node, names: ReadonlySet<string>): boolean {
  if (names.has('*')) return true;
  let used = false;
  const visit = (node: Node, parent: Node | null): void => {
    if (used || node === loop) return;
    const declares = parent?.type === 'VariableDeclarator' && parent.id === node;
    if (node.type === 'Identifier' && names.has(node.name) && !declares) used = true;
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(scope, null);
  return used;
}

/**
 * Whether a loop only passes time: it asks for the time (or watches a shared number), and what else it does comes to
 * nothing that is used after it. A computation with a deadline is not that.
 */
export function isSpin(loop: Loop, scope: Node, names: ReadonlySet<string>): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false;
  const isHelper: IsClockName = (name) => names.has(name);
  if (!readsClock(loop, isHelper)) return false;
  if (!childrenOf(loop).every((child) => isLight(child, isHelper))) return false;
  return !isUsedOutside(loop, scope, computedInto(loop, isHelper));
}

/** Whether a function is but a name for the clock. */
export function isClock(fn: FunctionNode, name: string): boolean {
  return isClockHelper(fn, name);
}
