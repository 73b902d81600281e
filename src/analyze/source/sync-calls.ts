import type { File } from '@babel/types';
import { nameOf } from './functions.js';
import { childrenOf, isFunction, type Node, type Position, startOf, walk } from './walk.js';

/** A synchronous call of Node's that stands in a function of a text. */
export interface SyncCall {
  /** As reports name it: `fs.readFileSync`. */
  readonly api: string;
  readonly at: Position;
  /** The name of the function that holds it; '' for one without. */
  readonly function: string;
  /** The lines that the function stands in, first and last. */
  readonly lines: readonly [first: number, last: number];
}

/** Modules of Node whose `…Sync` functions have asynchronous twins. */
const MODULES: ReadonlySet<string> = new Set(['fs', 'child_process', 'crypto', 'zlib']);

/** What a local name stands for: a module, or a function of it. */
type Bindings = Map<string, string>;

function moduleOf(node: Node | null | undefined): string | null {
  if (node?.type !== 'StringLiteral') return null;
  const name = node.value.replace(/^node:/, '');
  return MODULES.has(name) ? name : null;
}

function required(node: Node | null | undefined): string | null {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return null;
  return moduleOf(node.arguments[0]);
}

function nameIn(node: Node): string | null {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'StringLiteral' ? node.value : null;
}

function bindImport(node: Node, bindings: Bindings): void {
  if (node.type !== 'ImportDeclaration') return;
  const module = moduleOf(node.source);
  if (module === null) return;
  for (const specifier of node.specifiers) {
    const member = specifier.type === 'ImportSpecifier' ? nameIn(specifier.imported) : null;
    bindings.set(specifier.local.name, member === null || member === 'default' ? module : `${module}.${member}`);
  }
}

function bindRequire(node: Node, bindings: Bindings): void {
  if (node.type !== 'VariableDeclarator') return;
  const module = required(node.init);
  if (module === null) return;
  if (node.id.type === 'Identifier') bindings.set(node.id.name, module);
  if (node.id.type !== 'ObjectPattern') return;
  for (const property of node.id.properties) {
    if (property.type !== 'ObjectProperty' || property.value.type !== 'Identifier') continue;
    const member = nameIn(property.key);
    if (member !== null) bindings.set(property.value.name, `${module}.${member}`);
  }
}

/** The names of a text that stand for Node's modules or their functions. */
function bindingsOf(tree: File): Bindings {
  const bindings: Bindings = new Map();
  walk(tree.program, (node) => {
    bindImport(node, bindings);
    bindRequire(node, bindings);
    return true;
  });
  return bindings;
}

/** `fs.readFileSync` for a call of it by whatever name; null for every other call. */
function apiOf(node: Node, bindings: Bindings): string | null {
  if (node.type !== 'CallExpression') return null;
  const { callee } = node;
  if (callee.type === 'Identifier') return bindings.get(callee.name) ?? null;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const module = callee.object.type === 'Identifier' ? bindings.get(callee.object.name) : required(callee.object);
  return module == null || !MODULES.has(module) ? null : `${module}.${callee.property.name}`;
}

function linesOf({ loc }: Node): readonly [number, number] {
  return [loc?.start.line ?? 0, loc?.end.line ?? 0];
}

/** The synchronous calls of Node's in the functions of a text. Code that runs while a module loads is left out. */
export function syncCallsIn(tree: File): readonly SyncCall[] {
  const bindings = bindingsOf(tree);
  const found: SyncCall[] = [];
  const visit = (node: Node, parent: Node | undefined, inside: Pick<SyncCall, 'function' | 'lines'> | null): void => {
    const within = isFunction(node) ? { function: nameOf(node, parent), lines: linesOf(node) } : inside;
    const api = apiOf(node, bindings);
    if (within !== null && api?.endsWith('Sync')) found.push({ api, at: startOf(node), ...within });
    for (const child of childrenOf(node)) visit(child, node, within);
  };
  visit(tree.program, undefined, null);
  return found;
}
