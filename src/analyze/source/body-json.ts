import type { Frame } from '../frames.js';
import { nameOf } from './functions.js';
import type { SourceBook } from './source-book.js';
import { childrenOf, isFunction, memberName, type Node, startOf } from './walk.js';

/** Frames in which Node's client reads the body of an answer: nothing of the code that awaits it stands below. */
export function readsBody({ owner, file, name }: Frame): boolean {
  return owner === 'node' && file.startsWith('node:internal/deps/undici') && name === 'parseJSONFromBytes';
}

/** `response.json()`, awaited or handed on: a call without arguments. */
function isJsonCall(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.arguments.length > 0) return false;
  const { callee } = node;
  return callee.type === 'MemberExpression' && !callee.computed && memberName(callee.property) === 'json';
}

function callsIn(file: string, tree: Node): Frame[] {
  const found: Frame[] = [];
  const visit = (node: Node, parent: Node | undefined, name: string): void => {
    const within = isFunction(node) ? nameOf(node, parent) : name;
    if (isJsonCall(node)) found.push(frameAt(file, node, within));
    for (const child of childrenOf(node)) visit(child, node, within);
  };
  visit(tree, undefined, '');
  return found;
}

function frameAt(file: string, node: Node, name: string): Frame {
  return { file, ...startOf(node), name, owner: 'app', isAsync: false, isTopLevel: false, isGenerated: false };
}

/** The only line of the user's that reads a body as JSON, as far as the sources tell; null where there are none or several. */
export function onlyBodyJson(sources: SourceBook): Frame | null {
  const found = sources.texts.flatMap(({ file, startLine }) => {
    const source = file.includes('/node_modules/') ? null : sources.treeAt(file, startLine);
    return source === null ? [] : callsIn(file, source.tree.program);
  });
  const lines = new Set(found.map(({ file, line }) => `${file}:${line}`));
  return lines.size === 1 ? (found[0] ?? null) : null;
}
