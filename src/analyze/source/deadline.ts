import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { everyNode, isFunction, type Node, pathName } from './walk.js';

/** Frames of the user's that may have set a limit round the call. */
const MAX_CALLERS = 3;

const RACE = /^Promise\.(?:race|any)$/;
const LIMIT = /timeout|deadline|signal|abort/i;
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

/** A timer of one's own whose callback ends something; what `servers` names is ended for other reasons. */
export function isOwnTimer(node: Node, servers: ReadonlySet<string> = NONE): boolean {
  if (node.type !== 'CallExpression' || pathName(node.callee).split('.').at(-1) !== 'setTimeout') return false;
  // A socket's own takes the time first.
  const callback = node.arguments.find((argument) => isFunction(argument)) ?? node.arguments[0];
  return (
    callback !== undefined &&
    everyNode(callback).some((inner) => {
      if (inner.type === 'Identifier') return inner.name === 'reject';
      if (inner.type !== 'MemberExpression' || inner.property.type !== 'Identifier') return false;
      return ENDS.test(inner.property.name) && !servers.has(pathName(inner.object));
    })
  );
}

function setsLimit(node: Node, servers: ReadonlySet<string>): boolean {
  if (node.type === 'CallExpression') {
    const name = pathName(node.callee);
    if (RACE.test(name) || isOwnTimer(node, servers)) return true;
    const last = name.split('.').at(-1) ?? '';
    return last !== 'setTimeout' && last !== 'clearTimeout' && LIMIT.test(last);
  }
  if (node.type === 'NewExpression') return LIMIT.test(pathName(node.callee));
  return (
    (node.type === 'ObjectProperty' || node.type === 'ObjectMethod') &&
    node.key.type === 'Identifier' &&
    LIMIT.test(node.key.name)
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
    // Of a module's own body only the statement counts: the rest of it is about something else.
    const scope = code?.fn ?? code?.path.find(({ type }) => type.endsWith('Statement') || type.endsWith('Declaration'));
    const program = code?.path[0];
    const servers = program === undefined ? new Set<string>() : serverNames(program);
    if (scope && everyNode(scope).some((node) => setsLimit(node, servers))) return true;
  }
  const innermost = frames.find(({ owner }) => owner === 'app' || owner === 'dep');
  if (innermost?.owner !== 'dep') return false;
  return own.some(({ file }) => sources.texts.some((text) => text.file === file && LIMIT.test(text.lines.join('\n'))));
}
