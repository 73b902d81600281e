import { childrenOf, findAll, isFunction, type Node } from './walk.js';

/** `this.a`: what lies in an object of one's own is told apart, since all of a class's code has that name in it. */
function ownMember(node: Node): string | null {
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return null;
  if (node.property.type === 'PrivateName') return `this.#${node.property.id.name}`;
  return !node.computed && node.property.type === 'Identifier' ? `this.${node.property.name}` : null;
}

/**
 * The names that a binding (`a`, `{ a, b: c }`, `[a]`, `a.b`) gives a value to; of a member its object's, but for
 * `this.a`, which is a name.
 */
export function boundNames(target: Node): string[] {
  switch (target.type) {
    case 'Identifier':
      return [target.name];
    case 'ThisExpression':
      return ['this'];
    case 'MemberExpression': {
      const own = ownMember(target);
      return own === null ? boundNames(target.object) : [own];
    }
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

/** All names that are read (or written) in a piece of code, keys of objects and members left out, and what `isLeftOut`. */
export function namesIn(node: Node, isLeftOut: (node: Node) => boolean = () => false): Set<string> {
  const names = new Set<string>();
  const visit = (one: Node): void => {
    if (isLeftOut(one)) return;
    const own = ownMember(one);
    if (own !== null) {
      names.add(own);
      return;
    }
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

const isOwn = (name: string) => name.startsWith('this.');

/** Whether two sets of names share one; `this` stands for all that lies in it. */
export function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of a) if (b.has(name)) return true;
  return (a.has('this') && [...b].some(isOwn)) || (b.has('this') && [...a].some(isOwn));
}

/** The names that are declared in a piece of code, functions inside it left out. */
export function declaredIn(node: Node): string[] {
  return findAll(node, (one) => one.type === 'VariableDeclarator').flatMap(({ id }) => boundNames(id));
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
