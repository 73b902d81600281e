/**
 * Scripts that are run with a timeout (`vm`, option `timeout`) are ended by V8 from outside. A look that runs at that
 * very moment would swallow the end, so the monitor keeps its hands off while such a script runs. Workers are ended the
 * same way, but from another thread: there the end is repeated until it is heard.
 */
import vm = require('node:vm');
import workers = require('node:worker_threads');
import layout = require('./shared.cjs');
import undo = require('./undo.cjs');

const { WORD } = layout;
const { apply } = Reflect;
const { defineProperty } = Object;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

function hasTimeout(args: readonly unknown[]): boolean {
  return args.some(
    (arg) => typeof arg === 'object' && arg !== null && (arg as { timeout?: unknown }).timeout !== undefined,
  );
}

function guard(owner: Record<string, unknown>, name: string, words: Int32Array): void {
  const original = owner[name] as Callable | undefined;
  if (typeof original !== 'function') return;
  const guarded: Callable = function (this: unknown, ...args: unknown[]): unknown {
    if (!hasTimeout(args)) return apply(original, this, args);
    words[WORD.HANDS_OFF] = (words[WORD.HANDS_OFF] as number) + 1;
    try {
      return apply(original, this, args);
    } finally {
      words[WORD.HANDS_OFF] = (words[WORD.HANDS_OFF] as number) - 1;
    }
  };
  defineProperty(guarded, 'name', { value: original.name, configurable: true });
  defineProperty(guarded, 'length', { value: original.length, configurable: true });
  undo.put(owner, name, { value: guarded, writable: true, configurable: true, enumerable: true });
}

/** A worker that was told to end does so within this, unless a look has swallowed the word. */
const AGAIN_AFTER_MS = 100;
const MAX_TIMES = 20;

const { setTimeout: later } = globalThis;

/** `worker.terminate()` is said again to a worker that does not hear it. */
function guardTermination(): void {
  const prototype = workers.Worker.prototype as unknown as { terminate: Callable };
  const original = prototype.terminate;
  const terminate: Callable = function (this: unknown, ...args: unknown[]): unknown {
    if (undo.state.isOut) return apply(original, this, args);
    const worker = this as workers.Worker;
    let times = 0;
    const again = () => {
      // -1: it has ended.
      if (worker.threadId < 0 || times++ === MAX_TIMES) return;
      apply(original, worker, []);
      later(again, AGAIN_AFTER_MS).unref();
    };
    later(again, AGAIN_AFTER_MS).unref();
    return apply(original, this, args);
  };
  defineProperty(terminate, 'name', { value: 'terminate', configurable: true });
  undo.putValue(prototype, 'terminate', terminate);
}

/** Wraps what runs scripts, and what ends workers. */
function guardDeadlines(words: Int32Array): void {
  for (const name of ['runInContext', 'runInNewContext', 'runInThisContext']) {
    guard(vm as unknown as Record<string, unknown>, name, words);
    guard(vm.Script.prototype as unknown as Record<string, unknown>, name, words);
  }
  guardTermination();
}

export = { guardDeadlines };
