import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, findAll, holds, isEntryOf, isFunction, type Node, startOf } from './walk.js';

/** What becomes of a call's value: dropped, kept in a name or a field, returned, given away, marked by `void`. */
export type Use = 'dropped' | 'kept' | 'returned' | 'given' | 'void';

/** Wrappers that hand a value on as it is. */
const THROUGH = new Set([
  'ParenthesizedExpression',
  'TSNonNullExpression',
  'TSAsExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'SequenceExpression',
]);

function isCall(node: Node): boolean {
  return node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression';
}

/** The call at a frame's position: the innermost one whose callee ends at or holds it, outermost node first. */
function callPath(path: readonly Node[], frame: Frame): readonly Node[] | null {
  for (let at = path.length - 1; at >= 0; at--) {
    const node = path[at] as Node;
    if (!isCall(node)) continue;
    const inArguments = (node as { arguments?: readonly Node[] }).arguments?.some((one) => holds(one, frame)) ?? false;
    if (!inArguments) return path.slice(0, at + 1);
  }
  return null;
}

/** What the code at a call's position does with what it returns; null where the source does not tell. */
export function useOfCall(sources: SourceBook, frame: Frame): { use: Use; topLevel: boolean; last: boolean } | null {
  const code = codeAt(sources, frame);
  const path = code === null ? null : callPath(code.path, frame);
  if (code === null || path === null) return null;
  let at = path.length - 2;
  while (at >= 0 && THROUGH.has((path[at] as Node).type)) at--;
  const parent = path[at];
  const own = parent === undefined ? 'dropped' : useIn(parent);
  const use = own === 'returned' && isGivenToDropper(path, at) ? 'dropped' : own;
  return { use, topLevel: code.fn === null, last: code.fn === null && isLastStep(code.path) };
}

/** `forEach` drops what its callback returns, and a `map` whose result nobody takes comes to the same. */
function isGivenToDropper(path: readonly Node[], at: number): boolean {
  const fn = path.findLastIndex((node, index) => index <= at && isFunction(node));
  const call = path[fn - 1];
  if (call?.type !== 'CallExpression' || call.callee === path[fn]) return false;
  const name = calledName(call);
  return name === 'forEach' || (name === 'map' && path[fn - 2]?.type === 'ExpressionStatement');
}

function useIn(parent: Node): Use {
  if (parent.type === 'ExpressionStatement') return 'dropped';
  if (parent.type === 'UnaryExpression') return parent.operator === 'void' ? 'void' : 'dropped';
  if (parent.type === 'VariableDeclarator' || parent.type === 'AssignmentExpression') return 'kept';
  if (parent.type === 'ObjectProperty' || parent.type === 'ArrayExpression' || parent.type === 'ClassProperty')
    return 'kept';
  // `(request) => handle(request)`
  if (parent.type === 'ReturnStatement' || parent.type === 'ArrowFunctionExpression') return 'returned';
  return 'given';
}

/** Nothing of the program's own follows the statement but declarations: it is what the program was started for. */
function isLastStep(path: readonly Node[]): boolean {
  const program = path.find((node) => node.type === 'Program');
  if (program?.type !== 'Program') return false;
  const index = program.body.findIndex((statement) => path.includes(statement));
  return program.body
    .slice(index + 1)
    .every(({ type }) => type.endsWith('Declaration') && type !== 'VariableDeclaration');
}

/** The async function that begins at a frame's position; null where none does, or the source does not tell. */
export function asyncEntryAt(sources: SourceBook, frame: Frame): FunctionNode | null {
  const code = codeAt(sources, frame);
  return code?.fn?.async === true && isEntryOf(code.fn, frame) ? code.fn : null;
}

/** Calls by that name whose promise is dropped, in the user's texts. */
export function droppedCalls(sources: SourceBook, name: string): { file: string; node: Node; within: string }[] {
  return sources.texts.flatMap((text) => {
    const source = sources.treeAt(text.file, text.startLine);
    if (source === null) return [];
    const statements = findAll(
      source.tree.program,
      (node): node is Node => node.type === 'ExpressionStatement' && calledName(node.expression) === name,
      { intoFunctions: true },
    );
    return statements.map((node) => ({ file: text.file, node, within: '' }));
  });
}

function calledName(node: Node): string {
  if (node.type !== 'CallExpression') return '';
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  if (callee.property.type === 'Identifier') return callee.property.name;
  return callee.property.type === 'PrivateName' ? callee.property.id.name : '';
}

/** Where a dropped call stands. */
export function placeOfCall({ file, node }: { file: string; node: Node }): {
  file: string;
  line: number;
  column: number;
} {
  return { file, ...startOf(node) };
}
