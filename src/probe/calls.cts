/**
 * Wraps the timed calls. While the loop is on time a call costs two stores and one look at the clock; only when the
 * monitor says that the pulse is late are ends timed and places taken.
 */
import nodeModule = require('node:module');
import layout = require('./shared.cjs');
import stack = require('./stack.cjs');
import undo = require('./undo.cjs');

import type { TimedCall } from './call-table.cjs';
import type { Message, RawStack } from './messages.cjs';

const { WORD, MAX_APIS } = layout;

/** Many short calls of an expensive kind are not all announced: that would cost more than some of them. */
const ANNOUNCE_EVERY_MS = 5;

/** Shorter calls are counted and summed, not told one by one. */
const TELL_FROM_MS = 5;

const { apply, ownKeys } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type SharedMemory = ReturnType<typeof layout.shared>;
type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface CallDeps {
  readonly shared: SharedMemory;
  readonly nowMs: () => number;
  readonly tell: (message: Message) => void;
  readonly ownFolder: string;
}

/** Wraps one function; `index` is its api's place in the table. */
type Wrap = (original: Callable, call: Omit<TimedCall, 'owner' | 'key'>, index: number) => Callable;

function makeWrap({ shared, nowMs, tell, ownFolder }: CallDeps): Wrap {
  const { words, callCounts, callMs } = shared;
  let announcedMs = Number.NEGATIVE_INFINITY;

  return (original, call, index) => {
    const { announce, quick, size, detail } = call;

    function over(startMs: number, args: ArrayLike<unknown>, result: unknown, known: RawStack | null): void {
      const durationMs = nowMs() - startMs;
      callMs[index] = (callMs[index] as number) + durationMs;
      if (durationMs < TELL_FROM_MS) return;
      tell({
        m: 'call',
        api: index,
        startMs,
        durationMs,
        stack: known ?? stack.takeStack(over, ownFolder),
        size: size?.(args, result),
        detail: detail?.(args),
      });
    }

    // A method, for those are no constructors: `prototype` comes from what it stands for, if that has one.
    const { wrapped } = {
      wrapped(this: unknown): unknown {
        // Inside another timed call: that one has the clock.
        // biome-ignore lint/complexity/noArguments: forwarding `arguments` is the form that V8 turns into a plain call.
        if (words[WORD.CALL] !== 0) return apply(original, this, arguments);
        words[WORD.CALL] = index;
        words[WORD.CALL_SEQ] = (words[WORD.CALL_SEQ] as number) + 1;
        callCounts[index] = (callCounts[index] as number) + 1;
        let known: RawStack | null = null;
        // biome-ignore lint/complexity/noArguments: as above.
        if (announce?.(arguments) === true && nowMs() - announcedMs > ANNOUNCE_EVERY_MS) {
          announcedMs = nowMs();
          known = stack.takeStack(wrapped, ownFolder);
          tell({ m: 'enter', seq: words[WORD.CALL_SEQ] as number, stack: known });
        }
        const startMs = nowMs();
        let result: unknown;
        // No catch: throwing again would move the place that Node prints for an uncaught error.
        try {
          // biome-ignore lint/complexity/noArguments: as above.
          result = apply(original, this, arguments);
          return result;
        } finally {
          words[WORD.CALL] = 0;
          // biome-ignore lint/complexity/noArguments: as above.
          if (words[WORD.LATE] !== 0 || known !== null) over(startMs, arguments, result, known);
        }
      },
    };
    return (
      quick?.(original, wrapped, index, shared, nowMs, (startMs, args, result) => over(startMs, args, result, null)) ??
      wrapped
    );
  };
}

/** Gives a wrapper the looks of the original: name, length, and what hangs on it (`realpathSync.native`). */
function dress(wrapper: Callable, original: Callable, child: (fn: Callable, key: string) => Callable): void {
  for (const key of ownKeys(original)) {
    const descriptor = getOwnPropertyDescriptor(original, key) as PropertyDescriptor;
    if (typeof descriptor.value === 'function' && key === 'native') descriptor.value = child(descriptor.value, key);
    try {
      defineProperty(wrapper, key, descriptor);
    } catch {
      // `arguments` and `caller` of sloppy functions.
    }
  }
}

/** Wraps all that can be wrapped. Returns the api names by index (0 is none) and what could not be wrapped. */
function wrapCalls(calls: readonly TimedCall[], deps: CallDeps): { names: string[]; refused: string[]; wrap: Wrap } {
  const names = ['', 'process.stdout.write', 'process.stderr.write'];
  const refused: string[] = [];
  const wrap = makeWrap(deps);
  for (const call of calls) {
    const descriptor = getOwnPropertyDescriptor(call.owner, call.key);
    if (descriptor === undefined || typeof descriptor.value !== 'function') continue;
    let index = names.indexOf(call.api);
    if (index === -1 && names.length < MAX_APIS) index = names.push(call.api) - 1;
    const original = descriptor.value as Callable;
    if (index === -1 || (descriptor.writable !== true && descriptor.configurable !== true)) {
      refused.push(call.api);
      continue;
    }
    const wrapper = wrap(original, call, index);
    dress(wrapper, original, (fn) => {
      const inner = wrap(fn, call, index);
      dress(inner, fn, (deeper) => deeper);
      return inner;
    });
    try {
      undo.put(call.owner, call.key, { ...descriptor, value: wrapper });
    } catch {
      refused.push(call.api);
    }
  }
  nodeModule.syncBuiltinESMExports();
  return { names, refused, wrap };
}

export = { wrapCalls, STDOUT: 1, STDERR: 2 };
