import type { File } from '@babel/types';
import type { SourceBook } from './source-book.js';
import { childrenOf, type FunctionNode, isFunction, type Node } from './walk.js';

/** The name that a function is known by in its text: its own, or that of what it is assigned to; '' for none. */
export function nameOf(fn: FunctionNode, parent: Node | undefined): string {
  if ('id' in fn && fn.id) return fn.id.name;
  if ('key' in fn && fn.key.type === 'Identifier') return fn.key.name;
  if ('key' in fn && fn.key.type === 'PrivateName') return fn.key.id.name;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression') {
    const { left } = parent;
    if (left.type === 'Identifier') return left.name;
    if (left.type === 'MemberExpression' && left.property.type === 'Identifier') return left.property.name;
  }
  if (parent?.type === 'ObjectProperty' || parent?.type === 'ClassProperty') {
    return parent.key.type === 'Identifier' ? parent.key.name : '';
  }
  return '';
}

/** The functions of a text by their names, a class's constructor by the class's; the first of a name wins. */
export function namedFunctions(tree: File): ReadonlyMap<string, FunctionNode> {
  const found = new Map<string, FunctionNode>();
  const add = (name: string, fn: FunctionNode) => {
    if (name !== '' && !found.has(name)) found.set(name, fn);
  };
  const visit = (node: Node, parent: Node | undefined, className: string): void => {
    const inClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
    const owner = inClass ? (node.id?.name ?? '') : className;
    if (isFunction(node)) {
      const isConstructor = node.type === 'ClassMethod' && node.kind === 'constructor';
      add(isConstructor ? className : nameOf(node, parent), node);
    }
    for (const child of childrenOf(node)) visit(child, node, owner);
  };
  visit(tree.program, undefined, '');
  return found;
}

/** A function found by name, with the file that it stands in. */
export interface FoundFunction {
  readonly file: string;
  readonly fn: FunctionNode;
}

const byFile = new WeakMap<SourceBook, Map<string, ReadonlyMap<string, FunctionNode>>>();

/** The named functions of each file of the book. */
export function functionsByFile(sources: SourceBook): ReadonlyMap<string, ReadonlyMap<string, FunctionNode>> {
  const known = byFile.get(sources);
  if (known !== undefined) return known;
  const files = new Map<string, ReadonlyMap<string, FunctionNode>>();
  for (const text of sources.texts) {
    const source = sources.treeAt(text.file, text.startLine);
    if (source === null) continue;
    const functions = namedFunctions(source.tree);
    files.set(text.file, new Map([...functions, ...(files.get(text.file) ?? [])]));
  }
  byFile.set(sources, files);
  return files;
}

/** The function of that name in a file, or the only one of that name in another file of the user's. */
export function findFunction(sources: SourceBook, file: string, name: string): FoundFunction | null {
  const files = functionsByFile(sources);
  const here = files.get(file)?.get(name);
  if (here !== undefined) return { file, fn: here };
  const elsewhere = [...files].flatMap(([other, functions]) => {
    const fn = functions.get(name);
    return fn === undefined ? [] : [{ file: other, fn }];
  });
  return elsewhere.length === 1 ? (elsewhere[0] ?? null) : null;
}
