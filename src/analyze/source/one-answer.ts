import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { everyNode, isFunction, type Node, pathName } from './walk.js';

/** Frames of the user's that are looked into: the connection is made by the code that asks, or by its helper. */
const MAX_CALLERS = 3;

const LISTEN = /^(?:on|once|addListener|prependListener)$/;
const ARRIVAL = /^(?:data|readable|line|message)$/;
const END = /^(?:end|close)$/;

/** What is given to a listener for such events, by the name of a function too. */
function listenersFor(events: RegExp, executor: Node): Node[] {
  const nodes = everyNode(executor);
  return nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    const { property } = node.callee;
    const [event, listener] = node.arguments;
    if (property.type !== 'Identifier' || !LISTEN.test(property.name) || listener === undefined) return [];
    if (event?.type !== 'StringLiteral' || !events.test(event.value)) return [];
    if (listener.type !== 'Identifier') return [listener];
    const named = nodes.find((one) => isFunction(one) && 'id' in one && one.id?.name === listener.name);
    return [named ?? listener];
  });
}

/** `new Promise((resolve) => socket.on('data', … resolve(…) …))`: what arrives is one answer, and then it is over. */
function settlesBy(events: RegExp, promise: Node): boolean {
  if (promise.type !== 'NewExpression' || pathName(promise.callee) !== 'Promise') return false;
  const [executor] = promise.arguments;
  if (executor === undefined || !isFunction(executor)) return false;
  const [resolve] = executor.params;
  if (resolve?.type !== 'Identifier') return false;
  const { name } = resolve;
  return listenersFor(events, executor).some((listener) =>
    everyNode(listener).some((node) => node.type === 'Identifier' && node.name === name),
  );
}

const WHOLE = /^(?:text|json|arrayBuffer|bytes|blob|formData)$/;

/** `response.text()`: who calls that wants all of it. */
function readsWhole(node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false;
  return node.arguments.length === 0 && callee.property.type === 'Identifier' && WHOLE.test(callee.property.name);
}

function someCode(sources: SourceBook, frames: readonly Frame[], asks: (node: Node) => boolean): boolean {
  const own = frames.filter(({ owner }) => owner === 'app').slice(0, MAX_CALLERS);
  return own.some((frame) => {
    const code = codeAt(sources, frame);
    return code !== null && [...code.path, ...(code.fn === null ? [] : everyNode(code.fn))].some(asks);
  });
}

/** `function ask(port, done) { … socket.on('end', () => done(null, text)) }`: the end calls back who asked, once. */
function callsBackAtEnd(fn: Node): boolean {
  if (!isFunction(fn)) return false;
  const names = new Set(fn.params.flatMap((param) => (param.type === 'Identifier' ? [param.name] : [])));
  return listenersFor(END, fn).some((listener) =>
    everyNode(listener).some((node) => node.type === 'CallExpression' && names.has(pathName(node.callee))),
  );
}

/** Whether the code that made a connection waits for one answer by it, as far as its text tells. */
export function awaitsOneAnswer(sources: SourceBook, frames: readonly Frame[]): boolean {
  return someCode(sources, frames, (node) => settlesBy(ARRIVAL, node) || callsBackAtEnd(node));
}

/** Whether the code that asked waits for the end of the answer, and not for each part of it, as far as its text tells. */
export function awaitsWholeAnswer(sources: SourceBook, frames: readonly Frame[]): boolean {
  return someCode(sources, frames, (node) => readsWhole(node) || settlesBy(END, node));
}
