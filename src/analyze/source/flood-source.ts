import type { Frame } from '../frames.js';
import { stepsOf } from './evaluation-order.js';
import { lastName } from './heavy-calls.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, findAll, holds, isFunction, isLoop, type Node, startOf, walk } from './walk.js';

type Api = 'process.nextTick' | 'Promise';

const QUEUEING: Readonly<Record<Api, RegExp>> = {
  'process.nextTick': /^nextTick$/,
  Promise: /^(?:then|catch|finally|queueMicrotask|resolve)$/,
};

function isAwaitingLoop(node: Node): boolean {
  return node.type === 'ForOfStatement' && node.await === true;
}

/** Where an async function or generator gives way: each is a callback later on. */
function awaitsIn(loop: Node): Node[] {
  return findAll(loop, (node): node is Node => node.type === 'AwaitExpression' || node.type === 'YieldExpression');
}

/** The line in a function that queues the next callback: the `await` in its loop, or the call that queues. */
function lineIn(code: Node, frame: Frame | null, api: Api): Node | null {
  const loops = findAll(code, (node): node is Node => isLoop(node));
  const round = frame === null ? loops : loops.filter((loop) => holds(loop, frame));
  if (api === 'Promise') {
    for (const loop of [...round.reverse(), ...loops]) {
      if (isAwaitingLoop(loop)) return loop;
      const [first] = awaitsIn(loop);
      if (first !== undefined) return first;
    }
  }
  const queueing = stepsOf(code).find((step) => step.kind === 'call' && QUEUEING[api].test(lastName(step.callee)));
  if (queueing !== undefined) return queueing.node;
  const [only] = api === 'Promise' ? awaitsIn(code) : [];
  return only ?? null;
}

/** V8's place of a node: a member call stands at its property. */
function placeOf(node: Node, frame: Frame): Frame {
  const step = stepsOf(node).find((one) => one.node === node);
  return { ...frame, ...(step?.at ?? startOf(node)) };
}

/** Functions that could be flooding when no look showed one: those that await in a loop, or queue themselves again. */
function suspects(sources: SourceBook, api: Api): Frame[] {
  return sources.texts.flatMap((text) => {
    const source = sources.treeAt(text.file, text.startLine);
    if (source === null || text.file.includes('/node_modules/')) return [];
    const found: Frame[] = [];
    walk(source.tree.program, (node) => {
      if (!isFunction(node)) return true;
      const line = suspectLine(node, api);
      const name = 'id' in node ? (node.id?.name ?? '') : '';
      const blank = { name, owner: 'app', isAsync: false, isTopLevel: false, isGenerated: false } as const;
      if (line !== null) found.push({ ...blank, file: text.file, ...startOf(line) });
      return true;
    });
    return found;
  });
}

function suspectLine(fn: FunctionNode, api: Api): Node | null {
  const line = lineIn(fn.body, null, api);
  if (line === null || api === 'process.nextTick') return line;
  return findAll(fn.body, (node): node is Node => isLoop(node)).some((loop) => holds(loop, startOf(line)))
    ? line
    : null;
}

/** The line of a hot frame's function that queues the next callback. */
function lineAt(sources: SourceBook, frame: Frame, api: Api): Frame | null {
  const code = codeAt(sources, frame);
  const body = code?.fn?.body ?? code?.path[0];
  if (body === undefined) return null;
  const line = lineIn(body, frame, api);
  return line === null ? null : placeOf(line, frame);
}

/**
 * The line that keeps the flood going. `frames` are the user's, from the hot one outwards: the innermost whose function
 * queues the next callback. Without any: the only place in the user's sources that could.
 */
export function floodingLine(sources: SourceBook, frames: readonly Frame[], api: Api): Frame | null {
  for (const frame of frames) {
    const line = lineAt(sources, frame, api);
    if (line !== null) return line;
  }
  if (frames.length > 0) return null;
  const [first, ...others] = suspects(sources, api);
  return others.length === 0 ? (first ?? null) : null;
}
