import type { Frame } from '../frames.js';
import { nameOf } from './functions.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { childrenOf, type FunctionNode, isFunction, type Node, startOf } from './walk.js';

interface Found {
  readonly call: Node;
  readonly fn: FunctionNode;
  readonly name: string;
}

function calls(node: Node, name: string): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name === name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === name;
}

/** The call's position as V8 tells it: of a method at the method's name. */
function positionOf(call: Node): { line: number; column: number } {
  const callee = call.type === 'CallExpression' ? call.callee : call;
  return startOf(callee.type === 'MemberExpression' ? callee.property : callee);
}

/** Calls of `name` inside of functions: those of a module's own body run once, when it is loaded. */
function callsInFunctions(root: Node, name: string): Found[] {
  const found: Found[] = [];
  const visit = (node: Node, parent: Node | undefined, fn: FunctionNode | null, fnName: string): void => {
    const own = isFunction(node);
    const inside = own ? node : fn;
    const insideName = own ? nameOf(node, parent) : fnName;
    if (inside !== null && calls(node, name)) found.push({ call: node, fn: inside, name: insideName });
    for (const child of childrenOf(node)) visit(child, node, inside, insideName);
  };
  visit(root, undefined, null, '');
  return found;
}

/**
 * Where the synchronous twin `name` is called near an asynchronous call: in the same function before any other, else in
 * another function of the file; null where it is not.
 */
export function syncCallNear(sources: SourceBook, place: Frame, name: string): Frame | null {
  const source = sources.treeAt(place.file, place.line);
  if (source === null) return null;
  const found = callsInFunctions(source.tree.program, name);
  const here = codeAt(sources, place)?.fn ?? null;
  const near = found.find(({ fn }) => fn === here) ?? found[0];
  if (near === undefined) return null;
  return { ...place, ...positionOf(near.call), name: near.name };
}
