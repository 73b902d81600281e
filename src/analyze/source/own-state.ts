import { boundNames, declaredIn, namesIn, ownNodes } from './names.js';
import { childrenOf, everyNode, type FunctionNode, isFunction, memberName, type Node } from './walk.js';

function methodName(node: Node): string {
  if (node.type === 'ClassPrivateMethod') return `#${node.key.id.name}`;
  return node.type === 'ClassMethod' && node.key.type === 'Identifier' ? node.key.name : '';
}

/** The method of that name (`#name` for a private one) in a class; null where there is none to be read. */
export function methodOf(classBody: Node | undefined, name: string): FunctionNode | null {
  const found = classBody === undefined ? undefined : childrenOf(classBody).find((one) => methodName(one) === name);
  return found !== undefined && isFunction(found) ? found : null;
}

/** `this.format(row)`: the method's name; null for other calls. */
export function ownMethod(callee: Node): string | null {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return null;
  if (callee.property.type === 'PrivateName') return `#${callee.property.id.name}`;
  return !callee.computed && callee.property.type === 'Identifier' ? callee.property.name : null;
}

function functionNamed(program: Node | undefined, name: string): FunctionNode | null {
  if (program === undefined) return null;
  const nodes = everyNode(program);
  const declared = nodes.find((one) => one.type === 'FunctionDeclaration' && one.id?.name === name);
  const made = nodes.find(
    (one) => one.type === 'VariableDeclarator' && one.id.type === 'Identifier' && one.id.name === name,
  );
  const found = declared ?? (made?.type === 'VariableDeclarator' ? made.init : null) ?? null;
  return found !== null && isFunction(found) ? found : null;
}

/** Whether code reads a name other than to add something to it at once: `all = [...all, one]`. */
function reads(code: Node, name: string): boolean {
  const leftOut = new Set(
    ownNodes(code).flatMap((node): Node[] => {
      if (node.type !== 'AssignmentExpression' || node.operator !== '=' || !boundNames(node.left).includes(name))
        return [];
      return ownNodes(node.right).some(({ type }) => type === 'AwaitExpression') ? [node.left] : [node];
    }),
  );
  return namesIn(code, (node) => leftOut.has(node)).has(name);
}

/** The only method of that name in the classes of a file, with its class; null where there are none or several. */
function onlyMethod(program: Node | undefined, callee: Node): Called | null {
  if (program === undefined || callee.type !== 'MemberExpression' || callee.computed) return null;
  const name = memberName(callee.property);
  const found = everyNode(program).flatMap((node): Called[] => {
    const fn = node.type === 'ClassBody' ? methodOf(node, name) : null;
    return fn === null ? [] : [{ fn, classBody: node }];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A function that is called, and the class whose method it is. */
interface Called {
  readonly fn: FunctionNode;
  readonly classBody: Node | undefined;
}

function calledBy(callee: Node, classBody: Node | undefined, program: Node | undefined): Called | null {
  const own = ownMethod(callee);
  if (own === null && callee.type !== 'Identifier') return onlyMethod(program, callee);
  const name = callee.type === 'Identifier' ? callee.name : '';
  const fn = own === null ? functionNamed(program, name) : methodOf(classBody, own);
  return fn === null ? null : { fn, classBody: own === null ? undefined : classBody };
}

/** The bodies that run when a method does: its own, and those of the methods of its object that it calls. */
function bodiesOf({ fn, classBody }: Called): Node[] {
  const helpers = ownNodes(fn.body).flatMap((node) => {
    const name = node.type === 'CallExpression' ? ownMethod(node.callee) : null;
    const helper = name === null ? null : methodOf(classBody, name);
    return helper === null || helper === fn ? [] : [helper.body];
  });
  return [fn.body, ...helpers];
}

/**
 * Whether a call hands on from one round to the next what it keeps outside of itself: the function that is called sets a
 * field, or a variable of the file's, that it reads as well, itself or by a method of the same object.
 */
export function handsOnState(awaited: Node, classBody: Node | undefined, program: Node | undefined): boolean {
  return ownNodes(awaited).some((node) => {
    if (node.type !== 'CallExpression') return false;
    const called = calledBy(node.callee, classBody, program);
    if (called === null) return false;
    const bodies = bodiesOf(called);
    const inner = new Set([...called.fn.params.flatMap(boundNames), ...declaredIn(called.fn.body)]);
    const kept = bodies
      .flatMap(ownNodes)
      .flatMap((one) =>
        one.type === 'AssignmentExpression' && one.operator === '='
          ? boundNames(one.left).filter((name) => !inner.has(name))
          : [],
      );
    return kept.some((name) => bodies.some((body) => reads(body, name)));
  });
}
