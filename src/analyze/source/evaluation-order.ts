import {
  childrenOf,
  comparePositions,
  endOf,
  type FunctionNode,
  findAll,
  holds,
  isFunction,
  isLoop,
  type Loop,
  type Node,
  type Position,
  pathName,
  startOf,
} from './walk.js';

/** One thing that is done while a piece of code runs, in the order of running. */
export interface Step {
  readonly node: Node;
  /** Where V8 says that it is done. */
  readonly at: Position;
  /** `call`: a call or `new`; `operator`: a spread or BigInt arithmetic; `edge`: a loop goes round. */
  readonly kind: 'call' | 'operator' | 'edge';
  /** The callee as written, as far as it is made of names: `list.sort`, or `.sort` on an expression. */
  readonly callee: string;
  /** Functions written among the arguments. */
  readonly callbacks: readonly FunctionNode[];
}

/** Where V8 places a call: at the property's name, or at the callee. */
function callPosition(node: Node): Position {
  if ((node.type === 'CallExpression' || node.type === 'OptionalCallExpression') && isMember(node.callee)) {
    return startOf(node.callee.property);
  }
  return startOf(node);
}

function isMember(node: Node): node is Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }> {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

/** `list.sort`; `.sort` where the object is no plain name. */
export function calleeName(callee: Node): string {
  const name = pathName(callee);
  if (name !== '') return name;
  return isMember(callee) && !callee.computed && callee.property.type === 'Identifier'
    ? `.${callee.property.name}`
    : '';
}

const BIGINT_OPERATORS = new Set(['**', '*', '/', '%', '**=', '*=', '/=', '%=']);

function usesBigInts(code: Node): boolean {
  const found = findAll(
    code,
    (node): node is Node =>
      node.type === 'BigIntLiteral' || (node.type === 'CallExpression' && pathName(node.callee as Node) === 'BigInt'),
    { intoFunctions: true },
  );
  return found.length > 0;
}

function ordered(node: Node): Node[] {
  if (node.type === 'DoWhileStatement') return [node.body, node.test];
  if (node.type === 'ForStatement') {
    return [node.init, node.test, node.body, node.update].filter((part) => part !== null && part !== undefined);
  }
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') return [node.right, node.body];
  if (node.type === 'AssignmentExpression') return [node.right, node.left];
  return childrenOf(node);
}

function stepOf(node: Node, bigInts: boolean): Step | null {
  const none = { node, at: startOf(node), callbacks: [] };
  switch (node.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression': {
      const callbacks = (node.arguments as Node[]).filter(isFunction);
      const callee = calleeName(node.callee as Node);
      const name = node.type === 'NewExpression' ? `new ${callee}` : callee;
      return { node, at: callPosition(node), kind: 'call', callee: name, callbacks };
    }
    case 'TaggedTemplateExpression':
      return { ...none, kind: 'call', callee: calleeName(node.tag) };
    case 'SpreadElement':
      return { ...none, kind: 'operator', callee: '...' };
    case 'BinaryExpression':
    case 'AssignmentExpression':
      if (!bigInts || !BIGINT_OPERATORS.has(node.operator)) return null;
      return { ...none, kind: 'operator', callee: `BigInt ${node.operator.replace('=', '')}` };
    default:
      return null;
  }
}

/** The steps of a function's (or a program's) own code, those of functions written inside it left out. */
export function stepsOf(code: Node): Step[] {
  const steps: Step[] = [];
  const bigInts = usesBigInts(code);
  const visit = (node: Node): void => {
    if (node !== code && isFunction(node)) return;
    for (const part of ordered(node)) visit(part);
    const step = stepOf(node, bigInts);
    if (step !== null) steps.push(step);
    if (isLoop(node)) steps.push({ node, at: startOf(node), kind: 'edge', callee: '', callbacks: [] });
  };
  visit(code);
  return steps;
}

/** The step that V8 was about to take, or had just begun, at a position; `steps.length` past the last one. */
export function stepAt(steps: readonly Step[], position: Position): number {
  const exact = steps.findIndex((step) => comparePositions(step.at, position) === 0);
  if (exact !== -1) return exact;
  const next = steps.findIndex((step) => step.kind !== 'edge' && comparePositions(endOf(step.node), position) > 0);
  return next === -1 ? steps.length : next;
}

/** Within the head of `for (left of right)` V8 asks for the next value where `left` stands: the loop goes round there. */
function asksForNext(loop: Loop, position: Position): boolean {
  if (loop.type !== 'ForOfStatement' && loop.type !== 'ForInStatement') return false;
  return holds(loop.left, position);
}

/** Whether a position stands for a loop's turning. */
export function turnsAt(loop: Loop, position: Position): boolean {
  return comparePositions(startOf(loop), position) === 0 || asksForNext(loop, position);
}

/** The loop whose turning a position stands for. */
export function edgeAt(steps: readonly Step[], position: Position): Loop | null {
  const step = steps.find((one) => one.kind === 'edge' && turnsAt(one.node as Loop, position));
  return step === undefined ? null : (step.node as Loop);
}
