/**
 * The synchronous calls that are timed: one line a call or family. What an entry names and this Node lacks is passed
 * over.
 */
import consoles = require('./console.cjs');
import quickCalls = require('./quick-calls.cjs');

import type { MakeQuick } from './quick-calls.cjs';

export interface TimedCall {
  readonly owner: object;
  readonly key: string;
  /** As the report names it; several entries may share a name. */
  readonly api: string;
  /** Told to the monitor before it begins, with its stack: the call is so expensive that this costs nothing. */
  readonly announce?: (args: ArrayLike<unknown>) => boolean;
  /** A wrapper of its own, for what is called a million times a second. */
  readonly quick?: MakeQuick;
  /** Bytes or characters that the call worked on. */
  readonly size?: (args: ArrayLike<unknown>, result: unknown) => number | undefined;
  /** A word on what it was called with. */
  readonly detail?: (args: ArrayLike<unknown>) => string | undefined;
}

type Rest = Pick<TimedCall, 'announce' | 'quick' | 'size' | 'detail'>;

/** Input from which one call is certain to take milliseconds. */
const LARGE = 1 << 20;

function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return undefined;
}

const always = () => true;
const firstIsLarge = (args: ArrayLike<unknown>) => (lengthOf(args[0]) ?? 0) >= LARGE;
const sizeOfFirst = (args: ArrayLike<unknown>) => lengthOf(args[0]);
const sizeOfSecond = (args: ArrayLike<unknown>) => lengthOf(args[1]);
const sizeOfResult = (_args: ArrayLike<unknown>, result: unknown) => lengthOf(result);
/** The program's base name only, with a mark that more follow: arguments may hold secrets. */
function commandWord(args: ArrayLike<unknown>): string | undefined {
  const command = args[0];
  if (typeof command !== 'string') return undefined;
  const [first = '', ...others] = command.split(/[;|&\n]/).filter((part) => part.trim() !== '');
  const word = first.trim().split(/\s/, 1)[0]?.split('/').pop();
  return others.length === 0 ? word : `${word} …`;
}

function builtin(id: string): Record<string, unknown> | null {
  try {
    return require(id) as Record<string, unknown>;
  } catch {
    // Node can be built without crypto or the inspector.
    return null;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function named(owner: unknown, keys: readonly string[], api: (key: string) => string, rest: Rest = {}): TimedCall[] {
  return isObject(owner) ? keys.map((key) => ({ owner, key, api: api(key), ...rest })) : [];
}

function everySync(id: string, rest: Rest = {}): TimedCall[] {
  const owner = builtin(id);
  if (owner === null) return [];
  const keys = Object.keys(owner).filter((key) => key.endsWith('Sync'));
  return named(owner, keys, (key) => `${id}.${key}`, rest);
}

function prototypeOf(owner: Record<string, unknown> | null, name: string): object | null {
  const value = owner?.[name];
  return typeof value === 'function' && isObject(value.prototype) ? value.prototype : null;
}

/** Methods of what a module's factory makes count for the factory: `crypto.createHash`. */
function madeBy(
  module: string,
  made: Readonly<Record<string, readonly string[]>>,
  keys: readonly string[],
): TimedCall[] {
  const owner = builtin(module);
  return Object.entries(made).flatMap(([factory, names]) =>
    names.flatMap((name) => named(prototypeOf(owner, name), keys, () => `${module}.${factory}`)),
  );
}

/** All timed calls of this Node. The standard streams are not among them: see `streams.cts`. */
function timedCalls(): TimedCall[] {
  const crypto = builtin('crypto');
  const workers = builtin('worker_threads');
  const dotted = (prefix: string) => (key: string) => `${prefix}.${key}`;
  return [
    ...everySync('fs', { size: sizeOfSecond }),
    ...everySync('child_process', { announce: always, detail: commandWord }),
    ...everySync('crypto', { announce: always }),
    ...everySync('zlib', { announce: firstIsLarge, size: sizeOfFirst }),
    ...named(builtin('zlib'), ['crc32'], dotted('zlib'), { size: sizeOfFirst }),
    ...named(crypto, ['randomBytes', 'sign', 'verify', 'hash'], dotted('crypto')),
    ...named(crypto, ['publicEncrypt', 'privateDecrypt', 'privateEncrypt', 'publicDecrypt'], dotted('crypto')),
    ...named(crypto, ['diffieHellman', 'createPrivateKey', 'createPublicKey'], dotted('crypto')),
    ...madeBy(
      'crypto',
      {
        createHash: ['Hash'],
        createHmac: ['Hmac'],
        createCipheriv: ['Cipheriv', 'Cipher'],
        createDecipheriv: ['Decipheriv', 'Decipher'],
        createSign: ['Sign'],
        createVerify: ['Verify'],
        createECDH: ['ECDH'],
        createDiffieHellman: ['DiffieHellman'],
      },
      ['update', 'digest', 'final', 'sign', 'verify', 'computeSecret', 'generateKeys'],
    ),
    ...named(Atomics, ['wait'], dotted('Atomics')),
    ...named(JSON, ['parse'], dotted('JSON'), {
      announce: firstIsLarge,
      quick: quickCalls.parse,
      size: sizeOfFirst,
    }),
    ...named(JSON, ['stringify'], dotted('JSON'), { quick: quickCalls.stringify, size: sizeOfResult }),
    ...named(globalThis, ['structuredClone'], (key) => key),
    ...named(builtin('v8'), ['serialize'], dotted('v8'), {
      size: sizeOfResult,
    }),
    ...named(builtin('v8'), ['deserialize'], dotted('v8'), {
      announce: firstIsLarge,
      size: sizeOfFirst,
    }),
    ...named(prototypeOf(workers, 'Worker'), ['postMessage'], () => 'worker_threads.postMessage'),
    ...named(prototypeOf(workers, 'MessagePort'), ['postMessage'], () => 'worker_threads.postMessage'),
    ...named(console, consoles.METHODS, dotted('console')),
  ];
}

export = { timedCalls };
