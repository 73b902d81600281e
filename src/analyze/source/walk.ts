import type { File, Function as FunctionNode, Loop, Node } from '@babel/types';

export type { FunctionNode, Loop, Node };

/** Keys that hold no code. */
const SKIPPED = new Set([
  'loc',
  'start',
  'end',
  'range',
  'extra',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'errors',
  'tokens',
  'comments',
  'typeAnnotation',
  'returnType',
  'typeParameters',
]);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The direct children of a node, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (SKIPPED.has(key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

/** Visits a tree in the order of the text; `visit` returns false to leave a node's inside out. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** A node and all nodes below it, functions inside included. */
export function everyNode(node: Node): Node[] {
  const nodes: Node[] = [];
  walk(node, (inner) => {
    nodes.push(inner);
    return true;
  });
  return nodes;
}

/** All nodes below (and with) a node for which `test` holds; functions inside are left out unless asked for. */
export function findAll<T extends Node>(
  node: Node,
  test: (node: Node) => node is T,
  options: { readonly intoFunctions?: boolean } = {},
): T[] {
  const found: T[] = [];
  walk(node, (inner) => {
    if (inner !== node && isFunction(inner) && options.intoFunctions !== true) return false;
    if (test(inner)) found.push(inner);
    return true;
  });
  return found;
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

export function isLoop(node: Node): node is Loop {
  return (
    node.type === 'ForStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement' ||
    node.type === 'ForOfStatement' ||
    node.type === 'ForInStatement'
  );
}

/** A place in a text: 1-based line and column, as V8 counts. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Negative where `a` lies before `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

export function startOf(node: Node): Position {
  return { line: node.loc?.start.line ?? 0, column: (node.loc?.start.column ?? 0) + 1 };
}

export function endOf(node: Node): Position {
  return { line: node.loc?.end.line ?? 0, column: (node.loc?.end.column ?? 0) + 1 };
}

/** A node holds a position; its end does not belong to it. */
export function holds(node: Node, position: Position): boolean {
  return comparePositions(startOf(node), position) <= 0 && comparePositions(position, endOf(node)) < 0;
}

/** The nodes that hold a position, outermost first. */
export function pathTo(tree: File, position: Position): Node[] {
  const path: Node[] = [];
  let next: Node | undefined = tree.program;
  while (next !== undefined) {
    path.push(next);
    next = childrenOf(next).find((child) => holds(child, position));
  }
  return path;
}

/** The innermost function that runs at a position, or the program. */
export function functionAt(tree: File, position: Position): FunctionNode | File['program'] {
  return pathTo(tree, position).findLast(isFunction) ?? tree.program;
}

/** Where V8 puts a function's beginning: its parameters (`f(`), or an arrow's first sign. */
export function isEntryOf(fn: FunctionNode, position: Position): boolean {
  const body = startOf(fn.body);
  const inHead = comparePositions(startOf(fn), position) <= 0 && comparePositions(position, body) < 0;
  return inHead;
}

/** The name of a member as written, `#own` for a private one; '' for what is computed. */
export function memberName(property: Node): string {
  if (property.type === 'PrivateName') return `#${property.id.name}`;
  return property.type === 'Identifier' ? property.name : '';
}

/** `a.b.c` as written for names and members of names; '' for anything else. */
export function pathName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const object = pathName(node.object);
    const property = node.computed ? '' : memberName(node.property);
    return object === '' || property === '' ? '' : `${object}.${property}`;
  }
  return '';
}
