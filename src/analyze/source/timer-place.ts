import type { CallExpression } from '@babel/types';
import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, findAll, type Node, pathName, startOf } from './walk.js';

const SETTERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);

/** The setter that a call names, however it is reached: `setTimeout`, `timers.setTimeout`. */
function setterOf(node: Node): string | null {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return null;
  const name = pathName(node.callee).split('.').at(-1) ?? '';
  return SETTERS.has(name) ? name : null;
}

function isSetter(node: Node): node is CallExpression {
  return setterOf(node) !== null;
}

/** The name of the function that a timer was given: `tick`, `this.tick`, `tick.bind(this)`. */
function givenName(call: CallExpression): string {
  const [given] = call.arguments;
  if (given === undefined) return '';
  const isBound = given.type === 'CallExpression' && /\.bind$/.test(pathName(given.callee));
  const path = pathName(isBound ? (given as CallExpression).callee : given);
  const names = path.split('.');
  return (isBound ? names.at(-2) : names.at(-1)) ?? '';
}

function nameOf(fn: FunctionNode, frame: Frame): string {
  return frame.name.split('.').at(-1) || ('id' in fn && fn.id?.type === 'Identifier' ? fn.id.name : '');
}

/**
 * The call that set the timer in which a function runs: round the function where it stands there itself, else the only
 * one of that setter in its file that was given it by name. Null where the source does not tell.
 *
 * @param callback the timer's callback: the outermost of the user's frames
 * @param setter `setTimeout`, `setInterval` or `setImmediate`, as the runtime noted it
 */
export function timerPlace(sources: SourceBook, callback: Frame, setter: string): Frame | null {
  const code = codeAt(sources, callback);
  if (code?.fn == null) return null;
  const { fn, path } = code;
  const parent = path[path.indexOf(fn) - 1];
  const frameAt = (call: CallExpression): Frame => ({ ...callback, ...startOf(call), name: '' });
  if (parent !== undefined && isSetter(parent) && setterOf(parent) === setter) return frameAt(parent);
  const name = nameOf(fn, callback);
  const [program] = path;
  if (name === '' || program === undefined) return null;
  const calls = findAll(program, isSetter, { intoFunctions: true }).filter(
    (call) => setterOf(call) === setter && givenName(call) === name,
  );
  const [only, ...others] = calls;
  return only !== undefined && others.length === 0 ? frameAt(only) : null;
}
