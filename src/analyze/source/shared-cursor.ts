import { boundNames, declaredIn, meets, namesIn, ownNodes } from './names.js';
import { everyNode, type FunctionNode, type Loop, type Node, pathName } from './walk.js';

/** What gives an iterator, which each round of anybody's loop moves on. */
const ITERATOR = /^(?:entries|values|keys|iterator)$/;

/** '' for what is no plain name. */
const nameOf = (node: Node) => (node.type === 'Identifier' ? node.name : '');

/** Names that a loop moves on itself: `next++`, `at += size`. */
function movedNames(loop: Loop): Set<string> {
  const names = ownNodes(loop).flatMap((node) => {
    if (node.type === 'UpdateExpression') return boundNames(node.argument);
    return node.type === 'AssignmentExpression' && node.operator !== '=' ? boundNames(node.left) : [];
  });
  return new Set(names);
}

/** `queue.entries()`, `list[Symbol.iterator]()`, a call of the file's own generator. */
function givesIterator(value: Node, program: Node): boolean {
  if (value.type !== 'CallExpression') return false;
  const { callee } = value;
  if (callee.type === 'MemberExpression') {
    const name = callee.computed ? pathName(callee.property).split('.').at(-1) : nameOf(callee.property);
    return ITERATOR.test(name ?? '');
  }
  if (callee.type !== 'Identifier') return false;
  return everyNode(program).some(
    (one) => one.type === 'FunctionDeclaration' && one.generator && one.id?.name === callee.name,
  );
}

/** Whether a name was made an iterator. */
function isMadeIterator(name: string, program: Node): boolean {
  return everyNode(program).some(
    (node) =>
      node.type === 'VariableDeclarator' &&
      nameOf(node.id) === name &&
      node.init !== null &&
      node.init !== undefined &&
      givesIterator(node.init, program),
  );
}

/** Whether a name stands for an iterator: by what it was made with, or what the function that has it as parameter is given. */
function isIterator(name: string, fn: FunctionNode, program: Node): boolean {
  if (isMadeIterator(name, program)) return true;
  const at = fn.params.findIndex((param) => boundNames(param).includes(name));
  const own = fn.type === 'FunctionDeclaration' ? fn.id?.name : undefined;
  return everyNode(program).some((node) => {
    if (at === -1 || node.type !== 'CallExpression' || nameOf(node.callee) !== own) return false;
    const argument = node.arguments[at];
    return argument !== undefined && (givesIterator(argument, program) || isMadeIterator(nameOf(argument), program));
  });
}

/**
 * Whether others may run the same loop at the same time, so that it takes only its share: a pool's runner, which moves on a
 * counter or an iterator that lies outside of its function.
 */
export function sharesItsCursor(loop: Loop, fn: FunctionNode | null, program: Node): boolean {
  if (fn === null) return false;
  if (loop.type === 'ForOfStatement') {
    const name = nameOf(loop.right);
    return name !== '' && !declaredIn(fn.body).includes(name) && isIterator(name, fn, program);
  }
  if (loop.type === 'ForInStatement' || !loop.test) return false;
  const own = new Set([...fn.params.flatMap(boundNames), ...declaredIn(fn.body)]);
  const moved = new Set([...movedNames(loop)].filter((name) => !own.has(name)));
  return meets(namesIn(loop.test), moved);
}
