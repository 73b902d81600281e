/**
 * Errors that nobody took, and Node's warnings, as they pass through `process.emit`. No listener is added: some would
 * change what Node does, and all of them can be counted by the program.
 */
import util = require('node:util');

import undo = require('./undo.cjs');

import type { OperationKind } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { Message } from './messages.cjs';
import type { Operations } from './operations.cjs';

/** Told in all: a server that fails at each request says so often enough. */
const MAX_TOLD = 100;
const MAX_MESSAGE = 200;
const MAX_STACK = 8000;

const { apply } = Reflect;
const { defineProperty, getOwnPropertySymbols } = Object;

type Emit = (this: unknown, event: string | symbol, ...args: unknown[]) => boolean;

interface Failed {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
}

const KINDS_BY_CALL: Readonly<Record<string, readonly OperationKind[]>> = {
  connect: ['net', 'http', 'fetch'],
  read: ['http', 'fetch', 'net', 'fs'],
  write: ['net', 'http', 'fetch', 'fs'],
  getaddrinfo: ['dns', 'http', 'fetch', 'net'],
};
const FILE_KINDS: readonly OperationKind[] = ['fs'];
const OUTGOING: readonly OperationKind[] = ['http', 'fetch', 'net'];

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Which operations an error can have come from. */
function kindsOf(error: Failed): readonly OperationKind[] {
  const call = text(error.syscall);
  if (call.startsWith('spawn')) return ['child'];
  if (call.startsWith('query')) return ['dns'];
  const known = KINDS_BY_CALL[call];
  if (known !== undefined) return known;
  if (call !== '') return FILE_KINDS;
  return /^(ECONN|UND_ERR|ETIMEDOUT|EPIPE|HPE_)/.test(text(error.code)) ? OUTGOING : [];
}

function isErrorEvent(error: object): boolean {
  // Node ties to such an error what it prints of it: "Emitted 'error' event on …".
  return getOwnPropertySymbols(error).some(({ description }) => description === 'kEnhanceStackBeforeInspector');
}

/** Who is told of each rejection that a handler of the program's takes for nobody: it comes by no monitor of Node's. */
const rejectionListeners: (() => void)[] = [];

function onHandledRejection(listener: () => void): void {
  rejectionListeners.push(listener);
}

/** Starts to watch. */
function watchFailures(operations: Operations, nowMs: () => number, tell: (message: Message) => void): void {
  let told = 0;
  const atNs = () => Math.round(nowMs() * 1e6);

  function tellFailure(reason: unknown, origin: 'rejection' | 'exception', fatal: boolean): void {
    if (told++ >= MAX_TOLD) return;
    // That of a worker was taken apart and put together again: it is one by its prototype alone.
    const isError = util.types.isNativeError(reason) || reason instanceof Error;
    const error: Failed = isError ? (reason as Failed) : {};
    const inner: Failed = util.types.isNativeError(error.cause) ? (error.cause as Failed) : error;
    const kinds = kindsOf(text(error.syscall) === '' && text(error.code) === '' ? inner : error);
    const code = text(error.code) || text(inner.code);
    const own = text(error.stack);
    tell({
      m: 'seen',
      event: {
        type: 'failure',
        atNs: atNs(),
        origin,
        fatal,
        errorEvent: isError && isErrorEvent(reason as object),
        name: isError ? text(error.name) : typeof reason,
        message: (isError ? text(error.message) : String(typeof reason === 'object' ? 'an object' : reason)).slice(
          0,
          MAX_MESSAGE,
        ),
        ...(code === '' ? {} : { code }),
        stack: 0,
        started: 0,
      },
      stackText: own.slice(0, MAX_STACK),
      started: kinds.length === 0 ? [] : (operations.lastSeen(kinds, text(inner.path)) ?? []),
    });
  }

  function tellWarning(warning: unknown): void {
    if (told++ >= MAX_TOLD || !util.types.isNativeError(warning)) return;
    const { name, message, stack, count, type, emitter } = warning as Error & {
      count?: unknown;
      type?: unknown;
      emitter?: { constructor?: { name?: unknown } };
    };
    tell({
      m: 'seen',
      event: {
        type: 'warning',
        atNs: atNs(),
        name: text(name),
        message: text(message).slice(0, MAX_MESSAGE),
        stack: 0,
        ...(typeof count === 'number' ? { listeners: count } : {}),
        ...(typeof type === 'string' ? { event: type } : {}),
        ...(emitter === undefined ? {} : { emitter: text(emitter?.constructor?.name) }),
      },
      stackText: text(stack).slice(0, MAX_STACK),
    });
  }

  function notice(event: string | symbol, args: readonly unknown[]): void {
    if (event === 'uncaughtExceptionMonitor') {
      const caught = process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback();
      tellFailure(args[0], args[1] === 'unhandledRejection' ? 'rejection' : 'exception', !caught);
    } else if (event === 'unhandledRejection') {
      // Without a listener Node makes it an exception, and it comes by here again.
      if (process.listenerCount('unhandledRejection') === 0) return;
      for (const listener of rejectionListeners) listener();
      tellFailure(args[0], 'rejection', false);
    } else if (event === 'warning') {
      tellWarning(args[0]);
    }
  }

  const { emit } = process as unknown as { emit: Emit };
  const wrapper: Emit = function (this: unknown, event: string | symbol): boolean {
    // biome-ignore lint/complexity/noArguments: the form that V8 turns into a plain call.
    const all = arguments;
    if (event === 'uncaughtExceptionMonitor' || event === 'unhandledRejection' || event === 'warning') {
      try {
        if (!undo.state.isOut) notice(event, [all[1], all[2]]);
      } catch {
        // Whatever the target threw must reach it untouched.
      }
    }
    return apply(emit, this, all) as boolean;
  };
  defineProperty(wrapper, 'name', { value: 'emit', configurable: true });
  defineProperty(wrapper, 'length', { value: emit.length, configurable: true });
  undo.put(process, 'emit', { value: wrapper, writable: true, configurable: true, enumerable: false });
}

export = { watchFailures, onHandledRejection };
