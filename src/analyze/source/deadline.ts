import type { VariableDeclarator } from '@babel/types';
import type { Frame } from '../frames.js';
import { boundNames, meets, namesIn, ownNodes } from './names.js';
import { type CodeAt, codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { everyNode, isFunction, memberName, type Node, pathName } from './walk.js';

/** Frames of the user's that may have set a limit round the call. */
const MAX_CALLERS = 3;
/** From a call to what goes into it, and on to what went into that. */
const MAX_HOPS = 3;

const RACE = /^Promise\.(?:race|any)$/;
const LIMIT = /timeout|deadline|signal|abort/i;
const ASKS = /^(?:fetch|get|request|connect|createConnection)$/;
const ENDS = /^(?:destroy|abort|reject|end|cancel|close)$/;

/** To close a server ends what it answers, not what is asked of others. */
const SERVER = /^(?:createServer|createSecureServer|Server|SecureServer|WebSocketServer|listen|serve)$/;

function makesServer(value: Node): boolean {
  if (value.type === 'AwaitExpression') return makesServer(value.argument);
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  if (SERVER.test(pathName(value.callee).split('.').at(-1) ?? '')) return true;
  // `createServer(…).listen(0)`.
  return value.callee.type === 'MemberExpression' && makesServer(value.callee.object);
}

const known = new WeakMap<Node, ReadonlySet<string>>();

/** Names in a file that stand for servers of its own. */
function serverNames(program: Node): ReadonlySet<string> {
  const before = known.get(program);
  if (before !== undefined) return before;
  const names = everyNode(program).flatMap((node) =>
    node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init && makesServer(node.init)
      ? [node.id.name]
      : [],
  );
  const found = new Set(names);
  known.set(program, found);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

/** What the callback of a timer of one's own ends, by the names of it; null where the call is no such timer. */
function endedByTimer(node: Node): readonly Node[] | null {
  if (node.type !== 'CallExpression' || pathName(node.callee).split('.').at(-1) !== 'setTimeout') return null;
  // A socket's own takes the time first.
  const callback = node.arguments.find((argument) => isFunction(argument)) ?? node.arguments[0];
  if (callback === undefined) return null;
  return everyNode(callback).flatMap((inner) => {
    if (inner.type === 'Identifier') return inner.name === 'reject' ? [inner] : [];
    if (inner.type !== 'MemberExpression' || inner.property.type !== 'Identifier') return [];
    return ENDS.test(inner.property.name) ? [inner.object] : [];
  });
}

/** A timer of one's own whose callback ends something; what `servers` names is ended for other reasons. */
export function isOwnTimer(node: Node, servers: ReadonlySet<string> = NONE): boolean {
  return endedByTimer(node)?.some((ended) => !servers.has(pathName(ended))) === true;
}

/** A call, or an option, that says so by its name. */
function setsLimit(node: Node): boolean {
  if (node.type === 'CallExpression') {
    const name = pathName(node.callee);
    const last = name.split('.').at(-1) ?? '';
    return RACE.test(name) || (last !== 'setTimeout' && last !== 'clearTimeout' && LIMIT.test(last));
  }
  if (node.type === 'NewExpression') return LIMIT.test(pathName(node.callee));
  return (
    (node.type === 'ObjectProperty' || node.type === 'ObjectMethod') &&
    node.key.type === 'Identifier' &&
    LIMIT.test(node.key.name)
  );
}

/** A statement that holds no others, but in functions. */
const SIMPLE = /^(?:ExpressionStatement|ReturnStatement|VariableDeclaration)$/;

function isStep({ type }: Node): boolean {
  return (type.endsWith('Statement') && type !== 'BlockStatement') || SIMPLE.test(type);
}

/** The names that the statement of a call gives a value to: what stands for the call in the code behind it. */
function namesGiven(step: Node): Set<string> {
  return new Set(
    ownNodes(step).flatMap((node) => {
      if (node.type === 'VariableDeclarator') return boundNames(node.id);
      return node.type === 'AssignmentExpression' ? boundNames(node.left) : [];
    }),
  );
}

/** What was made before and goes into a step, and what went into that; what was waited for is another matter. */
function madeFor(step: Node, declarators: readonly VariableDeclarator[]): Node[] {
  const made = new Set<Node>();
  let wanted = namesIn(step);
  for (let round = 0; round < MAX_HOPS; round += 1) {
    const more = declarators.filter(
      ({ id, init }) => init && !made.has(init) && meets(new Set(boundNames(id)), wanted) && !waits(init),
    );
    for (const { init } of more) if (init) made.add(init);
    wanted = new Set(more.flatMap(({ init }) => (init ? [...namesIn(init)] : [])));
  }
  return [...made];
}

const waits = (node: Node) => ownNodes(node).some(({ type }) => type === 'AwaitExpression');

/** Whether the code that a call stands in limits that call: in its own statement, before it, or by what it gives. */
function isLimitedIn(container: Node, step: Node, servers: ReadonlySet<string>): boolean {
  const nodes = everyNode(container);
  const given = namesGiven(step);
  const declarators = nodes.filter((node) => node.type === 'VariableDeclarator');
  const after = nodes.filter((node) => SIMPLE.test(node.type) && meets(namesIn(node), given));
  if ([step, ...madeFor(step, declarators), ...after].some((node) => everyNode(node).some(setsLimit))) return true;
  const named = new Set([...namesIn(step), ...given]);
  const asked = new Set(declarators.filter(({ init }) => init && isAsked(init)).flatMap(({ id }) => boundNames(id)));
  // A timer in a function's own code ends what is asked there, unless that is another's; elsewhere it must name it.
  const beside = new Set(container.type === 'Program' ? [] : ownNodes(container));
  return nodes.some((node) =>
    endedByTimer(node)?.some((ended) => {
      const [root = ''] = boundNames(ended);
      return !servers.has(pathName(ended)) && (named.has(root) || (beside.has(node) && !asked.has(root)));
    }),
  );
}

/** `http.get(…)`, `net.connect(…).on(…)`: something that is asked, and can be ended. */
function isAsked(value: Node): boolean {
  if (value.type !== 'CallExpression') return false;
  const { callee } = value;
  if (callee.type !== 'MemberExpression') return ASKS.test(pathName(callee));
  return ASKS.test(memberName(callee.property)) || isAsked(callee.object);
}

/** `withTimeout(async () => …)`, `Promise.race([(async () => …)(), late])`: who is given a function limits it. */
function isLimitedBy(node: Node, inner: Node | undefined): boolean {
  if (node.type !== 'CallExpression' || inner === undefined || inner === node.callee || makesServer(node)) return false;
  if (setsLimit(node)) return true;
  const options = node.arguments.filter((one) => one.type === 'ObjectExpression' && one !== inner);
  return options.some((one) => everyNode(one).some(setsLimit));
}

/** Whether something round the function of a call limits it. */
function isLimitedRound({ path, fn }: CodeAt, servers: ReadonlySet<string>): boolean {
  return path.some(
    (node, depth) =>
      isLimitedBy(node, path[depth + 1]) ||
      (isFunction(node) && node !== fn && ownNodes(node.body).some((one) => isOwnTimer(one, servers))),
  );
}

/**
 * Whether the code round an outgoing call sets a limit that Node's objects do not show: a race against a timer, a timer
 * that destroys the request, an option for a package that keeps its own time.
 */
export function hasOwnDeadline(sources: SourceBook, frames: readonly Frame[]): boolean {
  const own = frames.filter(({ owner }) => owner === 'app').slice(0, MAX_CALLERS);
  for (const frame of own) {
    const code = codeAt(sources, frame);
    const program = code?.path[0];
    if (code === null || program === undefined) continue;
    const servers = serverNames(program);
    const container = code.fn?.body ?? program;
    const inside = code.path.slice(code.path.indexOf(container) + 1);
    // An arrow's body may be the call itself.
    const step = inside.findLast(isStep) ?? inside[0] ?? container;
    if (isLimitedIn(container, step, servers) || isLimitedRound(code, servers)) return true;
  }
  const innermost = frames.find(({ owner }) => owner === 'app' || owner === 'dep');
  if (innermost?.owner !== 'dep') return false;
  return own.some(({ file }) => sources.texts.some((text) => text.file === file && LIMIT.test(text.lines.join('\n'))));
}
