/**
 * Takes the current stack as data. Runs on the target's thread: it leaves `Error` as it found it, calls nothing that the
 * target can replace, and calls none of the target's code.
 */
import type { RawFrame, RawStack } from './messages.cjs';

/** Deeper stacks lose their outermost frames: the line to blame is at the inner end. */
const MAX_FRAMES = 128;

const ErrorCtor = Error;
const { captureStackTrace } = Error;
const { getOwnPropertyDescriptor, defineProperty } = Object;
const { deleteProperty } = Reflect;

function takeSites(_error: Error, sites: NodeJS.CallSite[]): NodeJS.CallSite[] {
  return sites;
}

const LIMIT = {
  value: MAX_FRAMES,
  writable: true,
  enumerable: true,
  configurable: true,
};
const PREPARE = {
  value: takeSites,
  writable: true,
  enumerable: false,
  configurable: true,
};

function put(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(ErrorCtor, name);
  else defineProperty(ErrorCtor, name, descriptor);
}

/** What `Error` had before a look borrowed it; null while it is not borrowed. */
let borrowed: { limit: PropertyDescriptor | undefined; prepare: PropertyDescriptor | undefined } | null = null;

function borrowError(): void {
  borrowed = {
    limit: getOwnPropertyDescriptor(ErrorCtor, 'stackTraceLimit'),
    prepare: getOwnPropertyDescriptor(ErrorCtor, 'prepareStackTrace'),
  };
  defineProperty(ErrorCtor, 'stackTraceLimit', LIMIT);
  defineProperty(ErrorCtor, 'prepareStackTrace', PREPARE);
}

/** Puts `Error` back. Also called from outside, for a look that was cut off: terminated code runs no `finally`. */
function giveErrorBack(): void {
  if (borrowed === null) return;
  const { limit, prepare } = borrowed;
  borrowed = null;
  try {
    put('stackTraceLimit', limit);
    put('prepareStackTrace', prepare);
  } catch {
    // A frozen Error was not changed in the first place.
  }
}

/** Call sites from the caller of `above` outwards; null where the target has locked `Error`. */
function callSites(above: (...args: never[]) => unknown): NodeJS.CallSite[] | null {
  const holder: { stack?: unknown } = {};
  giveErrorBack();
  try {
    borrowError();
    captureStackTrace(holder, above);
    const sites = holder.stack;
    return typeof sites === 'object' ? (sites as NodeJS.CallSite[]) : null;
  } catch {
    return null;
  } finally {
    giveErrorBack();
  }
}

function nameOf(site: NodeJS.CallSite, builtin: boolean): string {
  const name = site.getFunctionName() ?? '';
  if (name === '' || site.isConstructor()) return name;
  if (!builtin && site.isToplevel()) return name;
  let type: string | null = null;
  try {
    type = site.getTypeName();
  } catch {
    // The receiver would not be named.
  }
  if (type === null || type === '' || (!builtin && type === 'Object') || name.startsWith(`${type}.`)) return name;
  return `${type}.${name}`;
}

/** One call site as data. */
function frameOf(site: NodeJS.CallSite): RawFrame {
  const url = site.getScriptNameOrSourceURL() ?? '';
  let flags = '';
  if ((site as { isAsync?(): boolean }).isAsync?.() === true) flags += 'a';
  let evalOrigin = '';
  if (site.isEval()) {
    flags += 'e';
    evalOrigin = site.getEvalOrigin() ?? '';
  }
  if (site.isConstructor()) flags += 'c';
  return [nameOf(site, url === ''), url, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0, flags, evalOrigin];
}

/** What the probe calls of Node's for itself: its clock, and its look at the heap. */
function isOwnUse([name, url]: RawFrame): boolean {
  return url.startsWith('node:internal/perf/') || (url === 'node:v8' && name.endsWith('getHeapStatistics'));
}

/**
 * The stack from the caller of `above` outwards, without the probe's own frames (`ownFolder`) and what they use.
 * Empty where it could not be taken. `kept`: so many of the first frames stay in any case.
 */
function takeStack(above: (...args: never[]) => unknown, ownFolder: string, kept = 0): RawStack {
  const sites = callSites(above);
  if (sites === null) return [];
  const frames: RawFrame[] = [];
  for (let i = 0; i < sites.length; i++) {
    const frame = frameOf(sites[i] as NodeJS.CallSite);
    if (!frame[1].startsWith(ownFolder)) frames.push(frame);
    else if (frames.length > kept && isOwnUse(frames[frames.length - 1] as RawFrame)) frames.length = kept;
  }
  return frames;
}

/** Whether code that lies in a file, and is not Node's own, is among the frames. */
function hasFile(frames: RawStack): boolean {
  return frames.some(([, url]) => url !== '' && !url.startsWith('node:'));
}

export = { takeStack, giveErrorBack, frameOf, hasFile };
