/**
 * Counts the messages of other threads that had to wait for a stall of this one. Node hands each message to its port by
 * one method, the same for all ports; while no stall lasts and none has just ended, it costs one look at shared memory.
 */
import workers = require('node:worker_threads');

import layout = require('./shared.cjs');
import undo = require('./undo.cjs');

const { WORD } = layout;

/** A waiting message that is served for longer than this was work in a queue: it did not wait for a word to be heard. */
const SHORT_WORK_MS = 5;

/** What Node's own workers and their parents tell each other through a port of theirs, by `type`. */
const NODES_OWN = new Set([
  'loadScript',
  'upAndRunning',
  'stdioPayload',
  'stdioWantsMoreData',
  'errorMessage',
  'couldNotSerializeError',
]);

function isNodesOwn(message: unknown): boolean {
  const { type } = Object(message) as { readonly type?: unknown };
  return typeof type === 'string' && NODES_OWN.has(type);
}

const DISPATCH = Symbol.for('nodejs.internal.kHybridDispatch');
const { apply } = Reflect;
const { setImmediate: plainSetImmediate } = globalThis;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface Inbox {
  /** The loop has turned late: what is read by the pass that comes now had been waiting. */
  afterStall(): void;
  /** Short messages that waited for the last late turn. */
  waited(): number;
}

/** Starts to count the messages of this thread. Where Node has no such method nothing is ever counted. */
function watchInbox({ words }: ReturnType<typeof layout.shared>, nowMs: () => number): Inbox {
  /** Those read while the turn was already late belong to the stall that is going on. */
  let during = 0;
  let counted = 0;
  let isAfter = false;
  /** The monitor takes its sign back a little after the turn. */
  let isOldSign = false;
  const ports = workers.MessagePort.prototype as unknown as Record<symbol, Callable | undefined>;
  const dispatch = ports[DISPATCH];

  function serve(port: unknown, args: ArrayLike<unknown>): unknown {
    const startMs = nowMs();
    try {
      return apply(dispatch as Callable, port, args);
    } finally {
      if (nowMs() - startMs <= SHORT_WORK_MS && args[1] !== 'close' && !isNodesOwn(args[0])) {
        if (isAfter) counted += 1;
        else during += 1;
      }
    }
  }

  if (dispatch !== undefined) {
    const value = function (this: unknown): unknown {
      const isLate = words[WORD.LATE] === 1;
      if (!isLate) isOldSign = false;
      // biome-ignore lint/complexity/noArguments: the form that V8 turns into a plain call.
      return isAfter || (isLate && !isOldSign) ? serve(this, arguments) : apply(dispatch, this, arguments);
    };
    undo.put(ports, DISPATCH, { value, writable: true, configurable: true, enumerable: false });
  }

  return {
    afterStall() {
      counted = during;
      during = 0;
      isOldSign = true;
      isAfter = true;
      // Comes when all that lay there was read, before the loop waits again.
      plainSetImmediate(() => {
        isAfter = false;
      });
    },
    waited: () => counted,
  };
}

export = { watchInbox };
