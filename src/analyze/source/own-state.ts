import { boundNames, declaredIn, namesIn, ownNodes } from './names.js';
import { childrenOf, everyNode, type FunctionNode, isFunction, type Node } from './walk.js';

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

/**
 * Whether a call hands on from one round to the next what it keeps outside of itself: the function that is called sets a
 * field, or a variable of the file's, that it reads as well.
 */
export function handsOnState(awaited: Node, classBody: Node | undefined, program: Node | undefined): boolean {
  return ownNodes(awaited).some((node) => {
    if (node.type !== 'CallExpression') return false;
    const own = ownMethod(node.callee);
    const called =
      own !== null
        ? methodOf(classBody, own)
        : node.callee.type === 'Identifier'
          ? functionNamed(program, node.callee.name)
          : null;
    if (called === null) return false;
    const inner = new Set([...called.params.flatMap(boundNames), ...declaredIn(called.body)]);
    const kept = ownNodes(called.body).flatMap((one) =>
      one.type === 'AssignmentExpression' && one.operator === '='
        ? boundNames(one.left).filter((name) => !inner.has(name))
        : [],
    );
    return kept.some((name) => reads(called.body, name));
  });
}
