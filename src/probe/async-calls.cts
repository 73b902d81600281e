/**
 * Counts the asynchronous calls of `fs`, `dns`, `crypto` and `zlib`: what the loop hands to libuv's thread pool, and names
 * that are asked for.
 */
import nodeModule = require('node:module');
import layout = require('./shared.cjs');
import undo = require('./undo.cjs');

import type { Counter, Operations } from './operations.cjs';

const { WORD } = layout;
const { apply, ownKeys } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Module = Record<string, unknown>;

/** Request objects of Node's that stand for one file operation or lookup each. */
const FILE_REQUESTS = new Set(['FSReqCallback', 'FSReqPromise']);
const NAME_REQUESTS = new Set(['GetAddrInfoReqWrap', 'GetNameInfoReqWrap', 'QueryReqWrap']);

/** Not operations: `watch` and `glob` go on, `openAsBlob` reads later, `fs.close` of many files is no crowd. */
const FS_LEFT_OUT = new Set(['watch', 'glob', 'openAsBlob', 'close', 'exists']);
const CRYPTO_CALLS = [
  'pbkdf2',
  'scrypt',
  'randomBytes',
  'randomFill',
  'generateKey',
  'generateKeyPair',
  'generatePrime',
  'checkPrime',
  'hkdf',
  'sign',
  'verify',
];

function dress(wrapper: Callable, original: Callable): void {
  for (const key of ownKeys(original)) {
    if (key === 'prototype') continue;
    defineProperty(wrapper, key, getOwnPropertyDescriptor(original, key) as PropertyDescriptor);
  }
}

function replace(owner: Module, key: string, make: (original: Callable) => Callable): void {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (typeof descriptor?.value !== 'function') return;
  if (descriptor.writable !== true && descriptor.configurable !== true) return;
  const wrapper = make(descriptor.value as Callable);
  try {
    dress(wrapper, descriptor.value as Callable);
    undo.put(owner, key, { ...descriptor, value: wrapper });
  } catch {
    // A frozen module stays as it is.
  }
}

/** What an operation works on, for finding it again when it fails: a path or a host. */
function detailOf(args: ArrayLike<unknown>): string {
  return typeof args[0] === 'string' ? args[0] : '';
}

interface Jobs {
  /** Jobs for the thread pool that are under way, as far as they can be counted. */
  count(): number;
}

/** Wraps the calls. `words` is told of each job for the pool. */
function watchAsyncCalls(operations: Operations, words: Int32Array): Jobs {
  const { getActiveResourcesInfo } = process as { getActiveResourcesInfo?: () => string[] };
  const active = (kinds: ReadonlySet<string>) => {
    if (getActiveResourcesInfo === undefined) return 0;
    let count = 0;
    const all = apply(getActiveResourcesInfo, process, []) as string[];
    for (let i = 0; i < all.length; i++) if (kinds.has(all[i] as string)) count += 1;
    return count;
  };
  const files = operations.counter('fs', () => active(FILE_REQUESTS));
  const names = operations.counter('dns', () => active(NAME_REQUESTS));

  function counted(counter: Counter, api: string): (original: Callable) => Callable {
    return (original) => {
      function wrapped(this: unknown): unknown {
        words[WORD.POOL_JOBS] = (words[WORD.POOL_JOBS] as number) + 1;
        counter.started += 1;
        // biome-ignore lint/complexity/noArguments: forwarding `arguments` is the form that V8 turns into a plain call.
        if (counter.started >= counter.nextAt) operations.look(counter, api, wrapped, detailOf(arguments));
        // biome-ignore lint/complexity/noArguments: as above.
        return apply(original, this, arguments);
      }
      return wrapped;
    };
  }

  /** A stream opens its file a tick after it was made: who made it can be seen now alone. */
  function remembered(original: Callable): Callable {
    return function wrapped(this: unknown): unknown {
      // biome-ignore lint/complexity/noArguments: as above.
      const args = arguments;
      operations.remember('fs', wrapped, detailOf(args));
      return apply(original, this, args);
    };
  }

  const open = { crypto: 0, zlib: 0 };

  /** For calls that take a callback and milliseconds: the callback tells of their end. */
  function followed(kind: 'crypto' | 'zlib', counter: Counter, api: string): (original: Callable) => Callable {
    return (original) => {
      function wrapped(this: unknown, ...args: unknown[]): unknown {
        const last = args.length - 1;
        const done = args[last];
        if (typeof done !== 'function' || undo.state.isOut) return apply(original, this, args);
        words[WORD.POOL_JOBS] = (words[WORD.POOL_JOBS] as number) + 1;
        counter.started += 1;
        if (counter.started >= counter.nextAt) operations.look(counter, api, wrapped, '');
        args[last] = function (this: unknown): unknown {
          open[kind] -= 1;
          // biome-ignore lint/complexity/noArguments: as above.
          return apply(done, this, arguments);
        };
        const result = apply(original, this, args);
        // Not before: a call with wrong arguments throws.
        open[kind] += 1;
        return result;
      }
      return wrapped;
    };
  }

  function module(id: string): Module | null {
    try {
      return require(id) as Module;
    } catch {
      return null;
    }
  }

  const fs = module('fs') as Module;
  const twins = Object.keys(fs).filter((key) => `${key}Sync` in fs && !FS_LEFT_OUT.has(key));
  for (const key of twins) replace(fs, key, counted(files, `fs.${key}`));
  for (const key of ['createReadStream', 'createWriteStream']) replace(fs, key, remembered);
  const promises = fs['promises'] as Module;
  for (const key of Object.keys(promises)) {
    if (!FS_LEFT_OUT.has(key)) replace(promises, key, counted(files, `fs.promises.${key}`));
  }
  const dns = module('dns');
  if (dns !== null) {
    const isQuery = (key: string) => key === 'lookup' || key === 'lookupService' || /^(resolve|reverse)/.test(key);
    for (const key of Object.keys(dns).filter(isQuery)) replace(dns, key, counted(names, `dns.${key}`));
    const asked = dns['promises'] as Module;
    for (const key of Object.keys(asked).filter(isQuery)) replace(asked, key, counted(names, `dns.promises.${key}`));
  }
  const crypto = module('crypto');
  if (crypto !== null) {
    const counter = operations.counter('crypto', () => open.crypto);
    for (const key of CRYPTO_CALLS) replace(crypto, key, followed('crypto', counter, `crypto.${key}`));
  }
  const zlib = module('zlib');
  if (zlib !== null) {
    const counter = operations.counter('zlib', () => open.zlib);
    const calls = Object.keys(zlib).filter((key) => `${key}Sync` in zlib);
    for (const key of calls) replace(zlib, key, followed('zlib', counter, `zlib.${key}`));
  }
  nodeModule.syncBuiltinESMExports();
  return { count: () => active(FILE_REQUESTS) + active(NAME_REQUESTS) + open.crypto + open.zlib };
}

export = { watchAsyncCalls };
