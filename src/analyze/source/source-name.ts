import type { Frame } from '../frames.js';
import { nameOf } from './functions.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { isFunction } from './walk.js';

/** Minifiers begin with names of one letter, and come to two in a file of any size. */
const MAX_MINIFIED_CHARS = 2;

/** Cheap to ask before the text is parsed. */
function isSuspect(name: string): boolean {
  return name.length <= MAX_MINIFIED_CHARS || /\d$/.test(name);
}

/** `a`, or `load2` where a bundler had a second `load` to tell apart from the first. */
function isMadeUp(name: string, written: string): boolean {
  return (
    name.length <= MAX_MINIFIED_CHARS || (name.startsWith(written) && /^[$_]?\d+$/.test(name.slice(written.length)))
  );
}

/**
 * The name that a frame's function has in its author's source, where the name that it ran under was made up by a tool:
 * `r.load` → `Store.load`. V8's own name stays otherwise, as it often knows more (`get total`, `exports.handler`).
 */
export function authorsName(sources: SourceBook, frame: Frame): string {
  const parts = /^(?:(.*)\.)?([\w$]+)$/.exec(frame.name);
  if (frame.generated === undefined || frame.owner === 'node' || parts === null) return frame.name;
  const [, type, own = ''] = parts;
  if (![own, type ?? own].some(isSuspect)) return frame.name;
  const written = namesAt(sources, frame);
  if (written === null) return frame.name;
  const name = isMadeUp(own, written.own) ? written.own : own;
  if (type === undefined) return name;
  if (!isMadeUp(type, written.type)) return `${type}.${name}`;
  // A minified `exports`, or whatever else the function was put on, is nobody's class.
  return written.type === '' ? name : `${written.type}.${name}`;
}

/** The function's name and its class's in the text; null where the text is not there, or the function has none. */
function namesAt(sources: SourceBook, frame: Frame): { readonly own: string; readonly type: string } | null {
  try {
    const path = codeAt(sources, frame)?.path ?? [];
    const at = path.findLastIndex(isFunction);
    const fn = path[at];
    if (fn === undefined || !isFunction(fn)) return null;
    const owner = path.findLast((node) => node.type === 'ClassDeclaration' || node.type === 'ClassExpression');
    const type = owner?.id?.name ?? '';
    const isConstructor = fn.type === 'ClassMethod' && fn.kind === 'constructor';
    const own = isConstructor ? type : nameOf(fn, path[at - 1]);
    return own === '' ? null : { own, type };
  } catch (error) {
    // Too deeply nested to be walked.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
