/**
 * The one function that the monitor calls on the blocked thread. V8 runs it as an interrupt on top of whatever the
 * thread is doing.
 */
import asyncHooks = require('node:async_hooks');
import stack = require('./stack.cjs');
import layout = require('./shared.cjs');
import scopes = require('./scope.cjs');

import type { Look, RawStack } from './messages.cjs';

const { WORD, CELL } = layout;
const stringify = JSON.stringify;
const functionText = Function.prototype.toString;
const promiseThen = Promise.prototype.then;
const { apply } = Reflect;
const nextTick = process.nextTick;

/** What a look notes beside the stack. */
interface Context {
  atLook(): void;
  trigger(): Look['g'];
  overdue(): Look['o'];
  openRequests(): number;
  saw(frames: RawStack): void;
  /** Takes the probe out. */
  stop(): void;
}

/**
 * What the monitor asks for besides looks. `repair`: what a look that was cut off has left changed is put back. `stop`:
 * the probe is taken out when the loop turns; `stop-now`: at once, on top of whatever runs.
 */
export type Order = 'repair' | 'stop' | 'stop-now';

const { setImmediate: onCheck } = globalThis;

type SharedMemory = ReturnType<typeof layout.shared>;

/** Where Node's own parts lie: also the queues of ticks and of rejections. */
const NODES_OWN = 'node:internal/';

/**
 * Node's functions that empty the queue of ticks: as such, and between timers and immediates. Compared as text: a look may
 * run in the middle of a regular expression, and V8 crashes when another one is run on top of it.
 */
function runsTicks(name: string): boolean {
  return name.endsWith('processTicksAndRejections') || name.endsWith('runNextTicks');
}

/**
 * Whether a tick that is queued now is run by the queue that is at work: a callback of its own is running. Between the last
 * callback and the end Node notes that nothing is left, and a tick queued there would stay, with all that come after it.
 */
function inTick(frames: RawStack): boolean {
  const runner = frames.findIndex(([name]) => runsTicks(name));
  const called = frames[runner - 1];
  return called !== undefined && !called[1].startsWith(NODES_OWN);
}

/** Ticks, or resources made by one, between two looks: so many are not the few that each timer's callback brings. */
const MANY_TICKS = 100;

/**
 * Tells whether callbacks go by between two looks, by queueing one of its own behind them: a long callback holds it
 * back, a flood of short ones lets it through. Queued in a stall only, one at a time. Of ticks it tells by their numbers,
 * too: a look between two of them, where Node's own code runs, can queue nothing. `markMs` is the stall's mark.
 */
function makeTurnstile(): (stack: RawStack, markMs: number) => string {
  const settled = Promise.resolve();
  let microtaskOut = false;
  let tickOut = false;
  let passed = '';
  let last = { markMs: -1, id: 0 };
  /** Another tick runs than at the look before, of the same stall. */
  function isOtherTick(frames: RawStack, markMs: number): boolean {
    const id = frames.some(([name]) => runsTicks(name)) ? asyncHooks.executionAsyncId() : 0;
    const before = last;
    // Between two ticks there is no number: the next look is held against the one before.
    if (id > 0 || before.markMs !== markMs) last = { markMs, id };
    return id > 0 && before.markMs === markMs && before.id > 0 && id - before.id >= MANY_TICKS;
  }
  const microtaskBack = () => {
    microtaskOut = false;
    passed += 'm';
  };
  const tickBack = () => {
    tickOut = false;
    passed += 'n';
  };
  return (frames, markMs) => {
    const isOther = isOtherTick(frames, markMs) && !passed.includes('n');
    const turned = isOther ? `${passed}n` : passed;
    passed = '';
    if (!microtaskOut) {
      microtaskOut = true;
      apply(promiseThen, settled, [microtaskBack]);
    }
    if (!tickOut && inTick(frames)) {
      tickOut = true;
      apply(nextTick, process, [tickBack]);
    }
    return turned;
  };
}

/** Longer callbacks are not looked for. */
const MAX_CALLBACK_CHARS = 20_000;
const MAX_FILES = 200;

/** The callback whose turn it is, by Node's own note of it: timers, immediates and ticks keep theirs. */
function currentCallback(): Look['ran'] {
  try {
    const resource = asyncHooks.executionAsyncResource() as Record<string, unknown>;
    const callback = resource['_onTimeout'] ?? resource['_onImmediate'] ?? resource['callback'];
    if (typeof callback !== 'function') return undefined;
    const text = apply(functionText, callback, []) as string;
    if (text.length > MAX_CALLBACK_CHARS || text.endsWith('{ [native code] }')) return undefined;
    const files = Object.keys(require.cache).filter((file) => !file.includes('/node_modules/'));
    return { name: callback.name, text, files: files.slice(0, MAX_FILES) };
  } catch {
    return undefined;
  }
}

/** Makes the sampler: a function without arguments that returns a `Look` as JSON. */
function makeSampler(shared: SharedMemory, nowMs: () => number, context: Context, ownFolder: string): () => string {
  const turnstile = makeTurnstile();
  const { words, cells } = shared;
  function obey(order: Order): string {
    if (order === 'repair') stack.giveErrorBack();
    else if (order === 'stop') onCheck(context.stop);
    else context.stop();
    return '';
  }

  return function sample(order?: Order): string {
    if (order !== undefined) return obey(order);
    const startMs = nowMs();
    context.atLook();
    // The outermost of the frames above the interrupted code is the inspector's call.
    const frames = stack.takeStack(sample, ownFolder, 1).slice(1);
    context.saw(frames);
    const markMs = cells[CELL.MARK_MS] as number;
    const look: Look = {
      a: startMs,
      k: markMs,
      c: words[WORD.CALL] as number,
      t: turnstile(frames, markMs),
      f: frames,
      g: context.trigger(),
      o: context.overdue(),
      r: context.openRequests(),
      ...scopes.current(),
      ...(stack.hasFile(frames) ? {} : { ran: currentCallback() }),
    };
    const text = stringify(look);
    cells[CELL.PROBE_MS] = (cells[CELL.PROBE_MS] as number) + nowMs() - startMs;
    return text;
  };
}

export = { makeSampler };
export type { Context };
