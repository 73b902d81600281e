/**
 * With an inspector session connected, the monitor's included, Node hands every console call to V8's own console first,
 * which keeps the arguments for a front end and takes a stack: more than the printing itself costs. So the calls go
 * straight to Node's console, unless somebody else listens through the inspector.
 */

/** Not `trace`: it prints its own stack. */
const METHODS = ['log', 'info', 'debug', 'error', 'warn', 'table', 'dir'] as const;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Method = (...args: unknown[]) => unknown;
type Inspector = typeof import('node:inspector');

/** True as soon as the target uses the inspector itself. */
let overheard = false;

function noticeSessions(inspector: Inspector): void {
  const prototype = inspector.Session.prototype as unknown as Record<string, Method>;
  for (const key of ['connect', 'connectToMainThread']) {
    const original = prototype[key];
    if (original === undefined) continue;
    const noticed = function (this: unknown, ...args: unknown[]): unknown {
      overheard = true;
      return apply(original, this, args);
    };
    defineProperty(noticed, 'name', { value: key, configurable: true });
    prototype[key] = noticed;
  }
}

/**
 * Takes V8's console out of the way of Node's. Returns a function that notices a debugger that has come from outside
 * (`--inspect`, SIGUSR1); it is to be called now and then.
 * A program that runs already may have put methods of its own in place: then (`isLate`) nothing is replaced.
 */
function unhookConsole(isLate: boolean): () => void {
  if (isLate) return () => {};
  let inspector: Inspector;
  try {
    inspector = require('node:inspector') as Inspector;
  } catch {
    return () => {};
  }
  const plain = console.Console.prototype as unknown as Record<string, Method>;
  for (const key of METHODS) {
    const descriptor = getOwnPropertyDescriptor(console, key);
    const method = plain[key];
    const hooked = descriptor?.value as Method | undefined;
    if (descriptor === undefined || method === undefined || hooked === undefined) continue;
    const unhooked = (...args: unknown[]) => apply(overheard ? hooked : method, console, args);
    defineProperty(unhooked, 'name', { value: key, configurable: true });
    defineProperty(console, key, { ...descriptor, value: unhooked });
  }
  noticeSessions(inspector);
  const look = () => {
    overheard ||= inspector.url() !== undefined;
  };
  look();
  return look;
}

export = { METHODS, unhookConsole };
