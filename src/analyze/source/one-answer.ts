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

const HANG_UP = /^(?:end|destroy|destroySoon)$/;

/** `socket` of `const socket = net.connect(port)`, or of `socket = …`, where the position is in what is given to it. */
function nameGivenTo(path: readonly Node[]): string {
  const names = path.map((node) => {
    if (node.type === 'VariableDeclarator') return pathName(node.id as Node);
    return node.type === 'AssignmentExpression' ? pathName(node.left) : '';
  });
  return names.findLast((name) => name !== '') ?? '';
}

/** How a call listens to what arrives at `name`: for the first of it alone, for all of it, or (null) not at all. */
function listensTo(name: string, node: Node): 'once' | 'always' | null {
  if (node.type !== 'CallExpression') return null;
  const [first, second] = node.arguments;
  const isArrival = (one: Node | undefined) => one?.type === 'StringLiteral' && ARRIVAL.test(one.value);
  // `await once(socket, 'data')`
  if (pathName(node.callee) === 'once' && first !== undefined && pathName(first) === name && isArrival(second))
    return 'once';
  if (node.callee.type !== 'MemberExpression' || pathName(node.callee.object) !== name || !isArrival(first))
    return null;
  const method = node.callee.property.type === 'Identifier' ? node.callee.property.name : '';
  if (!LISTEN.test(method)) return null;
  if (method === 'once') return 'once';
  const hangsUp = (inner: Node) =>
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    pathName(inner.callee.object) === name &&
    inner.callee.property.type === 'Identifier' &&
    HANG_UP.test(inner.callee.property.name);
  return second !== undefined && everyNode(second).some(hangsUp) ? 'once' : 'always';
}

/** `socket.on('data', (text) => { …; socket.end(); })`, `socket.once('data', …)`: the first that arrives is the answer. */
function hearsOne(sources: SourceBook, frames: readonly Frame[]): boolean {
  const maker = frames.find(({ owner }) => owner === 'app');
  const code = maker === undefined ? null : codeAt(sources, maker);
  const scope = code?.fn ?? code?.path[0];
  const name = nameGivenTo(code?.path ?? []);
  if (scope === undefined || name === '') return false;
  const ways = everyNode(scope).flatMap((node) => listensTo(name, node) ?? []);
  return ways.length > 0 && ways.every((way) => way === 'once');
}

/** Whether the code that made a connection waits for one answer by it, as far as its text tells. */
export function awaitsOneAnswer(sources: SourceBook, frames: readonly Frame[]): boolean {
  return (
    hearsOne(sources, frames) || someCode(sources, frames, (node) => settlesBy(ARRIVAL, node) || callsBackAtEnd(node))
  );
}

/** Whether the code that asked waits for the end of the answer, and not for each part of it, as far as its text tells. */
export function awaitsWholeAnswer(sources: SourceBook, frames: readonly Frame[]): boolean {
  return someCode(sources, frames, (node) => readsWhole(node) || settlesBy(END, node));
}
