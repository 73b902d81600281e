import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { everyNode, isFunction, type Node, pathName } from './walk.js';

/** Frames of the user's that are looked into: the connection is made by the code that asks, or by its helper. */
const MAX_CALLERS = 3;

const LISTEN = /^(?:on|once|addListener|prependListener)$/;
const ARRIVAL = /^(?:data|readable|line|message)$/;

/** What is given to a listener for what arrives, by the name of a function too. */
function arrivalListeners(executor: Node): Node[] {
  const nodes = everyNode(executor);
  return nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    const { property } = node.callee;
    const [event, listener] = node.arguments;
    if (property.type !== 'Identifier' || !LISTEN.test(property.name) || listener === undefined) return [];
    if (event?.type !== 'StringLiteral' || !ARRIVAL.test(event.value)) return [];
    if (listener.type !== 'Identifier') return [listener];
    const named = nodes.find((one) => isFunction(one) && 'id' in one && one.id?.name === listener.name);
    return [named ?? listener];
  });
}

/** `new Promise((resolve) => socket.on('data', … resolve(…) …))`: what arrives is one answer, and then it is over. */
function settlesByArrival(promise: Node): boolean {
  if (promise.type !== 'NewExpression' || pathName(promise.callee) !== 'Promise') return false;
  const [executor] = promise.arguments;
  if (executor === undefined || !isFunction(executor)) return false;
  const [resolve] = executor.params;
  if (resolve?.type !== 'Identifier') return false;
  const { name } = resolve;
  return arrivalListeners(executor).some((listener) =>
    everyNode(listener).some((node) => node.type === 'Identifier' && node.name === name),
  );
}

/** Whether the code that made a connection waits for one answer by it, as far as its text tells. */
export function awaitsOneAnswer(sources: SourceBook, frames: readonly Frame[]): boolean {
  const own = frames.filter(({ owner }) => owner === 'app').slice(0, MAX_CALLERS);
  return own.some((frame) => {
    const code = codeAt(sources, frame);
    if (code === null) return false;
    return [...code.path, ...(code.fn === null ? [] : everyNode(code.fn))].some(settlesByArrival);
  });
}
