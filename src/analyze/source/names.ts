import { childrenOf, isFunction, type Node } from './walk.js';

/** The names that a binding (`a`, `{ a, b: c }`, `[a]`, `a.b`) gives a value to; of a member its object's. */
export function boundNames(target: Node): string[] {
  switch (target.type) {
    case 'Identifier':
      return [target.name];
    case 'ThisExpression':
      return ['this'];
    case 'MemberExpression':
      return boundNames(target.object);
    case 'ObjectPattern':
      return target.properties.flatMap((one) => boundNames(one.type === 'ObjectProperty' ? one.value : one.argument));
    case 'ArrayPattern':
      return target.elements.flatMap((one) => (one === null ? [] : boundNames(one)));
    case 'AssignmentPattern':
      return boundNames(target.left);
    case 'RestElement':
      return boundNames(target.argument);
    default:
      return [];
  }
}

/** All names that are read (or written) in a piece of code, keys of objects and members left out. */
export function namesIn(node: Node): Set<string> {
  const names = new Set<string>();
  const visit = (one: Node): void => {
    if (one.type === 'Identifier') names.add(one.name);
    if (one.type === 'ThisExpression') names.add('this');
    for (const child of childrenOf(one)) {
      if (one.type === 'MemberExpression' && child === one.property && !one.computed) continue;
      if (one.type === 'ObjectProperty' && child === one.key && !one.computed && one.value !== one.key) continue;
      visit(child);
    }
  };
  visit(node);
  return names;
}

/** Whether two sets of names share one. */
export function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of a) if (b.has(name)) return true;
  return false;
}

/** Every node of a function's (or a loop's) own code: functions inside it are left out. */
export function ownNodes(root: Node): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    found.push(node);
    for (const child of childrenOf(node)) if (!isFunction(child)) visit(child);
  };
  visit(root);
  return found;
}
