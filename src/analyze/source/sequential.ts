import type { Frame } from '../frames.js';
import { isOwnTimer } from './deadline.js';
import { boundNames, meets, namesIn, ownNodes } from './names.js';
import { handsOnState, methodOf, ownMethod } from './own-state.js';
import { type CodeAt, codeAt } from './place.js';
import { sharesItsCursor } from './shared-cursor.js';
import type { SourceBook } from './source-book.js';
import { everyNode, type FunctionNode, isFunction, type Loop, type Node, startOf } from './walk.js';

/** Callers that are looked into: the loop stands in the function that waits, or in one that calls it. */
const MAX_CALLERS = 4;

/** Waiting on purpose between two rounds: polling, backing off, keeping to a rate. */
const PAUSE =
  /^(?:sleep|delay|wait|pause|backoff|setTimeout|setImmediate|poll\w*|retry\w*|once|throttle|drain|waitFor\w*)$/i;
/** Taking the next piece from a queue, an iterator or a cursor. */
const TAKE = /^(?:shift|pop|next|take|dequeue|poll|read|fetchMany|hasNext)$/;

/** Waiting for the outcome of what was started, and not for its time to come. */
const OUTCOME = /^(?:response|exit|close|end|finish)$/;

/** ... and for an answer, with `socket.once('data', …)`; `await once(stream, 'data')` takes the next piece of many. */
const ANSWER = /^(?:data|message)$/;

/** Where `setTimeout` is a timer's, and not a request's or a socket's own deadline. */
const TIMERS = /^(?:timers?\w*|\w*promises|globalThis|global|window)$/i;

/** A limit to how long something may take: nothing waits for it on purpose. */
function isDeadline(node: Node): boolean {
  if (node.type !== 'CallExpression' || calledName(node) !== 'setTimeout') return false;
  const { callee } = node;
  if (callee.type !== 'MemberExpression') return isOwnTimer(node);
  const names = boundNames(callee.object);
  return names.length > 0 && !names.some((name) => TIMERS.test(name));
}

/** `await once(request, 'response')` is the operation itself. */
function isPause(node: Node): boolean {
  const name = calledName(node);
  if (isDeadline(node)) return false;
  if (name !== 'once' || node.type !== 'CallExpression') return PAUSE.test(name);
  const event = node.arguments.find(({ type }) => type === 'StringLiteral');
  if (event?.type !== 'StringLiteral') return true;
  return !OUTCOME.test(event.value) && !(node.callee.type === 'MemberExpression' && ANSWER.test(event.value));
}

/** `new Promise((resolve) => setTimeout(resolve, 60))`: a promise for nothing but the time. */
function isTimersPromise(node: Node): boolean {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'Promise')
    return false;
  const [executor] = node.arguments;
  if (executor === undefined || !isFunction(executor)) return false;
  const { body } = executor;
  const [only, ...others] = body.type === 'BlockStatement' ? body.body : [body];
  const call = only?.type === 'ExpressionStatement' ? only.expression : only;
  return others.length === 0 && call !== undefined && isPause(call);
}

/** A helper may also wait in what it calls back: after its answer has come. */
function pauses({ body }: FunctionNode): boolean {
  return (
    ownNodes(body).some(isPause) || everyNode(body).some((node) => calledName(node) === 'setTimeout' && isPause(node))
  );
}

function calledName(node: Node): string {
  if (node.type !== 'CallExpression') return '';
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

/** What a call of one of the object's own methods, which may be written in the same class, puts into the object. */
function takenIn(name: string, classBody: Node | undefined, seen: ReadonlySet<string> = new Set()): string[] {
  if (seen.has(name)) return [];
  const method = methodOf(classBody, name);
  // Of a method that can't be read nothing is known.
  if (method === null) return ['this'];
  const within = new Set([...seen, name]);
  const names = givings(ownNodes(method.body), classBody, within).flatMap(([given]) => given);
  return names.filter((given) => given === 'this' || given.startsWith('this.'));
}

type Giving = readonly [names: string[], value: Node, declares: boolean];

/** What gets a value from where, by each declaration, assignment and call of a method. */
function givings(nodes: readonly Node[], classBody?: Node, seen?: ReadonlySet<string>): Giving[] {
  return nodes.flatMap((node): Giving[] => {
    if (node.type === 'VariableDeclarator' && node.init) return [[boundNames(node.id), node.init, true]];
    if (node.type === 'AssignmentExpression') return [[boundNames(node.left), node.right, false]];
    // `rows.push(row)`: what it is called on has taken in what it is given.
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.arguments.length > 0) {
      const own = ownMethod(node.callee);
      const takers = own === null ? boundNames(node.callee.object) : takenIn(own, classBody, seen);
      return node.arguments.map((argument): Giving => [takers, argument, false]);
    }
    return [];
  });
}

/** Names that come, through any number of steps, from those in `from`, or from a value for which `isFrom` holds. */
function spread(gives: readonly Giving[], from: Set<string>, isFrom: (value: Node) => boolean): Set<string> {
  const found = new Set(from);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [names, value] of gives) {
      if (isFrom(value) || meets(namesIn(value), found)) for (const name of names) found.add(name);
    }
  }
  return found;
}

/** Names that each round of the loop gives another value. */
function roundNames(loop: Loop): string[] {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') {
    const { left } = loop;
    return left.type === 'VariableDeclaration'
      ? left.declarations.flatMap(({ id }) => boundNames(id))
      : boundNames(left);
  }
  const update = loop.type === 'ForStatement' && loop.update ? ownNodes(loop.update) : ownNodes(loop.body);
  return update.flatMap((node) => {
    if (node.type === 'UpdateExpression') return boundNames(node.argument);
    return node.type === 'AssignmentExpression' ? boundNames(node.left) : [];
  });
}

function headOf(loop: Loop): Node[] {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return [loop.right];
  if (loop.type === 'ForStatement')
    return [loop.test, loop.update].filter((node) => node !== null && node !== undefined);
  return [loop.test];
}

/** Whether the rounds of a loop could have been started together, as far as its text tells. */
function isIndependent(loop: Loop, awaited: Node, { fn, path }: CodeAt): boolean {
  if (loop.type === 'ForOfStatement' && loop.await) return false;
  const nodes = ownNodes(loop.body);
  // A way out from the middle: retries, searches, fallbacks.
  if (nodes.some(({ type }) => type === 'BreakStatement' || type === 'ReturnStatement' || type === 'YieldExpression'))
    return false;
  if (nodes.some((node) => isPause(node) || isTimersPromise(node))) return false;
  if (path[0] !== undefined && sharesItsCursor(loop, fn, path[0])) return false;
  const called = nodes.map(calledName);
  if (loop.type !== 'ForOfStatement' && loop.type !== 'ForInStatement' && called.some((name) => TAKE.test(name)))
    return false;
  const classBody = path.findLast(({ type }) => type === 'ClassBody');
  if (handsOnState(awaited, classBody, path[0])) return false;
  const gives = givings([...nodes, ...headOf(loop).flatMap(ownNodes)], classBody);
  const inner = new Set(gives.flatMap(([names, , declares]) => (declares ? names : [])));
  const holds = (value: Node) => value === awaited || ownNodes(value).includes(awaited);
  const results = spread(gives, new Set(), holds);
  // What a round leaves behind for the next one.
  const carried = new Set([...results].filter((name) => !inner.has(name)));
  if ([awaited, ...headOf(loop)].some((node) => meets(namesIn(node), carried))) return false;
  const given = spread(gives, new Set(roundNames(loop)), () => false);
  return meets(namesIn(awaited), given);
}

/** The callback of a `reduce` round a position, innermost first: its rounds may wait for one another as those of a loop. */
function reducersIn(path: readonly Node[]): FunctionNode[] {
  return path
    .filter((node, i): node is FunctionNode => {
      const call = path[i - 1];
      return (
        isFunction(node) &&
        call?.type === 'CallExpression' &&
        calledName(call) === 'reduce' &&
        call.arguments[0] === node
      );
    })
    .reverse();
}

/** `await sum`, or `sum.then(…)`: a round begins when the one before has ended. */
function waitsFor(node: Node, names: readonly string[]): boolean {
  const isName = (value: Node) => value.type === 'Identifier' && names.includes(value.name);
  if (node.type === 'AwaitExpression') return isName(node.argument);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return calledName(node) === 'then' && isName(node.callee.object);
}

/** Whether a `reduce` starts its operations one after the other although none is given what the ones before have brought. */
function chains(reducer: FunctionNode, path: readonly Node[]): boolean {
  const [before, item] = reducer.params.map(boundNames);
  if (before === undefined || item === undefined) return false;
  const inside = path.slice(path.indexOf(reducer) + 1);
  const call = inside.findLast(({ type }) => type === 'CallExpression');
  if (call?.type !== 'CallExpression') return false;
  const given = new Set(call.arguments.flatMap((argument) => [...namesIn(argument)]));
  // What the chain hands on has a name of its own in `sum.then((total) => …)`.
  const handed = inside.filter(isFunction).flatMap(({ params }) => params.flatMap(boundNames));
  if (!item.some((name) => given.has(name)) || [...before, ...handed].some((name) => given.has(name))) return false;
  return everyNode(reducer.body).some((node) => waitsFor(node, before));
}

function waitsIn(loop: Loop, path: readonly Node[]): Node | null {
  const inside = path.slice(path.indexOf(loop) + 1);
  return inside.findLast(({ type }) => type === 'AwaitExpression') ?? null;
}

/**
 * The line of the user's that waits for one round of a loop after the other although no round needs the one before, as far
 * as the source tells; null where there is none, or where it can't be told. `frames` are innermost first.
 */
export function awaitedInTurn(sources: SourceBook, frames: readonly Frame[]): Frame | null {
  for (const frame of frames.filter(({ owner }) => owner === 'app').slice(0, MAX_CALLERS)) {
    const code = codeAt(sources, frame);
    if (code === null) return null;
    const loop = code.loop;
    if (loop === null && reducersIn(code.path).some((reducer) => chains(reducer, code.path))) return frame;
    if (loop === null) {
      // A helper that pauses, retries or takes turns decides for its callers.
      if (code.fn !== null && pauses(code.fn)) return null;
      continue;
    }
    const awaited = waitsIn(loop, code.path);
    if (awaited === null || !isIndependent(loop, awaited, code)) return null;
    return frame.isAsync ? { ...frame, ...startOf(awaited) } : frame;
  }
  return null;
}
