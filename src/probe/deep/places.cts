/**
 * Short stacks, taken within a budget of time, their places numbered. Frames outside the user's code are kept only where
 * they say who called: Node's and V8's own between the place and the user's next frame.
 */
import type { RawFrame, RawStack } from '../messages.cjs';

import stacks = require('../stack.cjs');

/** Whose a frame is. */
const KIND = { APP: 0, DEP: 1, NODE: 2, BUILTIN: 3 } as const;

/** Enough to see who called whom; the rest of a deep stack is not walked. */
const MAX_FRAMES = 16;
/** Entries of the tree of stacks: what a program of many thousand places needs. Beyond it new stacks have no place. */
const MAX_NODES = 60_000;
const MAX_SITES = 1 << 20;

/** What calls hooks, where there are several: as good as the probe's own. */
const HOOKS = new Set(['node:internal/promise_hooks', 'node:internal/async_hooks']);

const ErrorCtor = Error;
const { captureStackTrace } = Error;
const { getOwnPropertyDescriptor, defineProperty } = Object;
const { deleteProperty } = Reflect;

/** What the last `take` found. A site is a number; 0 is none. */
interface Taken {
  /** Innermost frame of all: whose it is. */
  topKind: number;
  topSite: number;
  /** The innermost of the user's own; 0 for none. */
  user: number;
  /** How many of the frames are the user's or a package's. */
  depth: number;
  /** The stack below the innermost frame. */
  below: number;
  /** The frame that called the innermost one, V8's own left out; 0 where Node, a package or nobody did. */
  caller: number;
  /** The stack from the caller outwards, and the one below it. */
  callerStack: number;
  callerBelow: number;
  /** The outermost of V8's own frames at the top: `race` for a `then` that `Promise.race` calls. */
  builtin: string;
}

interface Places {
  readonly taken: Taken;
  /** Takes the stack from the caller of `above` outwards. Returns its number; 0 where none of its frames is a file's. */
  take(above: (...args: never[]) => unknown): number;
  /** The frames of a stack, innermost first. */
  stackOf(node: number): RawStack;
  /** The innermost site of a stack. */
  siteOf(node: number): number;
  kindOf(site: number): number;
  /** The name of the function that a site lies in. */
  nameOf(site: number): string;
  urlOf(site: number): string;
}

function put(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(ErrorCtor, name);
  else defineProperty(ErrorCtor, name, descriptor);
}

/** An error of the target's can only come here when a look-in was cut off by V8: it is told in the usual form. */
function makePrepare(holder: object) {
  return (error: Error, sites: NodeJS.CallSite[]): unknown =>
    error === holder ? sites : `${String(error)}${sites.map((site) => `\n    at ${String(site)}`).join('')}`;
}

/** Call sites from the caller of `above` outwards; null where the target has locked `Error`. */
function makeCapture(): (above: (...args: never[]) => unknown) => NodeJS.CallSite[] | null {
  const limit = { value: MAX_FRAMES, writable: true, enumerable: true, configurable: true };
  return (above) => {
    const holder: Error & { stack?: unknown } = {} as Error;
    const oldLimit = getOwnPropertyDescriptor(ErrorCtor, 'stackTraceLimit');
    const oldPrepare = getOwnPropertyDescriptor(ErrorCtor, 'prepareStackTrace');
    try {
      defineProperty(ErrorCtor, 'stackTraceLimit', limit);
      const value = makePrepare(holder);
      defineProperty(ErrorCtor, 'prepareStackTrace', { value, writable: true, enumerable: false, configurable: true });
      captureStackTrace(holder, above);
      const sites: unknown = holder.stack;
      return typeof sites === 'object' ? (sites as NodeJS.CallSite[]) : null;
    } catch {
      return null;
    } finally {
      try {
        put('stackTraceLimit', oldLimit);
        put('prepareStackTrace', oldPrepare);
      } catch {
        // A frozen Error was not changed in the first place.
      }
    }
  };
}

function kindOfUrl(url: string): number {
  if (url.startsWith('node:')) return KIND.NODE;
  return url.includes('/node_modules/') || url.includes('\\node_modules\\') ? KIND.DEP : KIND.APP;
}

/** The book of places. Stacks of `ownFolder` are left out. */
function makePlaces(ownFolder: string): Places {
  const capture = makeCapture();
  const frames: RawFrame[] = [['', '', 0, 0, '', '']];
  const kinds: number[] = [KIND.BUILTIN];
  const byUrl = new Map<string, { readonly kind: number; readonly own: boolean; readonly at: Map<number, number> }>();
  const builtins = new Map<string, number>();
  const parents: number[] = [0];
  const siteOfNode: number[] = [0];
  const children = new Map<number, number>();
  const taken: Taken = {
    topKind: 0,
    topSite: 0,
    user: 0,
    depth: 0,
    below: 0,
    caller: 0,
    callerStack: 0,
    callerBelow: 0,
    builtin: '',
  };
  const found = new Array<number>(MAX_FRAMES).fill(0);

  function add(site: NodeJS.CallSite, kind: number): number {
    if (frames.length >= MAX_SITES) return 0;
    frames.push(stacks.frameOf(site));
    kinds.push(kind);
    return frames.length - 1;
  }

  function builtinSite(site: NodeJS.CallSite): number {
    const name = site.getFunctionName() ?? '';
    let id = builtins.get(name);
    if (id === undefined) {
      id = add(site, KIND.BUILTIN);
      builtins.set(name, id);
    }
    return id;
  }

  /** The number of a call site; -1 for one of the probe's own. */
  function siteId(site: NodeJS.CallSite): number {
    const url = site.getScriptNameOrSourceURL();
    if (typeof url !== 'string' || url === '') return builtinSite(site);
    let script = byUrl.get(url);
    if (script === undefined) {
      script = { kind: kindOfUrl(url), own: url.startsWith(ownFolder) || HOOKS.has(url), at: new Map() };
      byUrl.set(url, script);
    }
    if (script.own) return -1;
    const position = site.getPosition();
    let id = script.at.get(position);
    if (id === undefined) {
      id = add(site, script.kind);
      script.at.set(position, id);
    }
    return id;
  }

  function child(parent: number, site: number): number {
    const key = parent * MAX_SITES + site;
    let node = children.get(key);
    if (node === undefined) {
      if (parents.length >= MAX_NODES) return 0;
      node = parents.length;
      parents.push(parent);
      siteOfNode.push(site);
      children.set(key, node);
    }
    return node;
  }

  /** The sites of the frames that count, innermost first, in `found`. Returns how many. */
  function read(sites: readonly NodeJS.CallSite[]): number {
    let count = 0;
    let depth = 0;
    taken.user = 0;
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i] as NodeJS.CallSite & { isAsync?(): boolean };
      if (site.isAsync?.() === true) break;
      const id = siteId(site);
      if (id === -1) continue;
      const kind = kinds[id] as number;
      if (kind === KIND.NODE && depth > 0) {
        // Who is beyond Node's frames did not call the user's code himself.
        found[count++] = id;
        break;
      }
      if (kind < KIND.NODE) depth++;
      if (kind === KIND.APP && taken.user === 0) taken.user = id;
      found[count++] = id;
    }
    taken.depth = depth;
    return count;
  }

  function callerAt(count: number): number {
    let at = 1;
    while (at < count && kinds[found[at] as number] === KIND.BUILTIN) at++;
    return at < count && kinds[found[at] as number] === KIND.APP ? at : -1;
  }

  return {
    taken,
    take(above) {
      const sites = capture(above);
      if (sites === null) return 0;
      const count = read(sites);
      taken.topSite = count === 0 ? 0 : (found[0] as number);
      taken.topKind = kinds[taken.topSite] as number;
      taken.builtin = '';
      for (let i = 0; i < count && kinds[found[i] as number] === KIND.BUILTIN; i++) {
        taken.builtin = (frames[found[i] as number] as RawFrame)[0];
      }
      const callerIndex = callerAt(count);
      taken.caller = callerIndex === -1 ? 0 : (found[callerIndex] as number);
      taken.callerStack = taken.callerBelow = taken.below = 0;
      if (taken.depth === 0) return 0;
      let node = 0;
      for (let i = count - 1; i >= 0; i--) {
        if (i === callerIndex) taken.callerBelow = node;
        if (i === 0) taken.below = node;
        node = child(node, found[i] as number);
        if (node === 0) return 0;
        if (i === callerIndex) taken.callerStack = node;
      }
      return node;
    },
    stackOf(node) {
      const stack: RawFrame[] = [];
      for (let at = node; at !== 0; at = parents[at] as number) {
        stack.push(frames[siteOfNode[at] as number] as RawFrame);
      }
      return stack;
    },
    siteOf: (node) => siteOfNode[node] as number,
    kindOf: (site) => kinds[site] as number,
    nameOf: (site) => (frames[site] as RawFrame)[0],
    urlOf: (site) => (frames[site] as RawFrame)[1],
  };
}

export = { KIND, makePlaces };
