/** Requests by `fetch` and undici's own functions: until their headers have come, and until the rest has. */
import deadlineOf = require('./outgoing-deadlines.cjs');
import lists = require('./outgoing-list.cjs');
import undo = require('./undo.cjs');

import type { RawStack } from './messages.cjs';
import type { Operations } from './operations.cjs';
import type { SocketLike } from './outgoing-deadlines.cjs';
import type { Item, List } from './outgoing-list.cjs';

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** A call has become a request by then, or never will. */
const CALL_MS = 2000;

/** undici's own request. */
interface UndiciRequest {
  readonly path?: string;
  readonly completed?: boolean;
  readonly aborted?: boolean;
}

/** Of a response: `headers` are names and values in turn. */
interface UndiciResponse {
  readonly headers?: readonly (Uint8Array | string)[];
}

interface FetchCall {
  readonly input: string;
  readonly limited: boolean;
  readonly stack: RawStack | null;
  readonly atMs: number;
}

interface Fetches {
  /** Those without an answer, and those whose answer has begun. */
  readonly lists: readonly List[];
  /** Forgets calls that never became a request: a wrong URL, data in the URL itself. */
  forget(nowMs: number): void;
  /** Its author set nothing that would end the waiting. */
  waits(item: Item): boolean;
  /** Bytes to and fro on its connection; null of an answer where they are not known, or lie there unread. */
  traffic(item: Item): number | null;
}

function requestUrl(input: unknown): string {
  const { url } = Object(input) as { url?: unknown };
  return typeof url === 'string' ? url : '';
}

const LENGTH = 'content-length';

/** Whether the answer says how long it is. */
function saysLength({ headers = [] }: UndiciResponse): boolean {
  return headers.some((name, i) => i % 2 === 0 && name.length === LENGTH.length && isLength(name));
}

function isLength(name: Uint8Array | string): boolean {
  return (typeof name === 'string' ? name : Buffer.from(name).toString('latin1')).toLowerCase() === LENGTH;
}

function followFetches(operations: Operations, nowMs: () => number, over: (item: Item) => void): Fetches {
  const counter = operations.counter('fetch', () => waiting.live() + calls.length);
  /** Whether the answer that has begun said how long it is. */
  const answers = new WeakMap<object, boolean>();
  const failed = new WeakSet<object>();
  const sockets = new WeakMap<object, SocketLike>();
  const limited = new WeakSet<object>();
  /** Calls of `fetch` whose request has not been made yet: that is a turn of the microtask queue later. */
  const calls: FetchCall[] = [];
  const isDone = (request: UndiciRequest) =>
    request.completed === true || request.aborted === true || failed.has(request);

  const waiting = lists.makeList(
    'fetch',
    nowMs,
    (request: UndiciRequest) => answers.has(request) || isDone(request),
    (item) => {
      over(item);
      const { subject, stack } = item;
      if (isDone(subject as UndiciRequest)) return;
      begun.add(subject, stack, { began: true, streams: answers.get(subject) !== true });
    },
  );
  const begun = lists.makeList('fetch', nowMs, isDone, over);

  let follows = false;
  /** Not before: a program's own undici takes a subscriber for Node's logging of what it would log itself. */
  function followAnswers(): void {
    if (follows) return;
    follows = true;
    undo.subscribe('undici:client:sendHeaders', (message) => {
      const { request, socket } = message as { request: object; socket?: SocketLike };
      if (socket !== undefined) sockets.set(request, socket);
    });
    undo.subscribe('undici:request:headers', (message) => {
      const { request, response } = message as { request: object; response?: UndiciResponse };
      answers.set(request, response !== undefined && saysLength(response));
    });
    undo.subscribe('undici:request:error', (message) => failed.add((message as { request: object }).request));
  }

  undo.subscribe('undici:request:create', function onFetch(message) {
    followAnswers();
    const { request } = message as { request?: UndiciRequest };
    if (typeof request !== 'object') return;
    const path = request.path ?? '';
    const at = calls.findIndex(({ input }) => input.includes(path));
    const call = at === -1 ? undefined : calls.splice(at, 1)[0];
    if (call !== undefined) {
      if (call.limited) limited.add(request);
      waiting.add(request, call.stack);
      return;
    }
    // undici's own functions, called by the program.
    counter.started += 1;
    const stack = counter.started >= counter.nextAt ? operations.look(counter, 'undici.request', onFetch, '') : null;
    waiting.add(request, stack);
  });
  function wrapFetch(): void {
    const descriptor = getOwnPropertyDescriptor(globalThis, 'fetch');
    const original = descriptor?.value as ((...args: unknown[]) => unknown) | undefined;
    if (descriptor === undefined || typeof original !== 'function') return;
    const wrapper = function fetch_(this: unknown, ...args: unknown[]): unknown {
      noteFetch(wrapper, args);
      return apply(original, this, args);
    };
    defineProperty(wrapper, 'name', { value: original.name, configurable: true });
    defineProperty(wrapper, 'length', { value: original.length, configurable: true });
    undo.put(globalThis, 'fetch', { ...descriptor, value: wrapper });
  }

  function noteFetch(above: (...args: never[]) => unknown, [input, init]: readonly unknown[]): void {
    if (undo.state.isOut) return;
    counter.started += 1;
    const stack = counter.started >= counter.nextAt ? operations.look(counter, 'fetch', above, '') : null;
    if (calls.length >= lists.MAX_FOLLOWED) calls.shift();
    const isText = typeof input === 'string' || input instanceof URL;
    const hasSignal = typeof init === 'object' && init !== null && (init as { signal?: unknown }).signal != null;
    // A `Request` has a signal of its own whether or not anybody can raise it.
    calls.push({
      input: isText ? String(input) : requestUrl(input),
      limited: hasSignal || !isText,
      stack,
      atMs: nowMs(),
    });
  }

  wrapFetch();
  return {
    lists: [waiting, begun],
    forget(now) {
      while (calls[0] !== undefined && now - calls[0].atMs >= CALL_MS) calls.shift();
    },
    waits: ({ subject }) => !limited.has(subject) && !deadlineOf.undiciHasLimit(subject),
    traffic({ subject, began }) {
      const socket = sockets.get(subject);
      // What lies there unread keeps nobody waiting but the peer.
      if (began && (socket === undefined || (socket.readableLength ?? 0) > 0)) return null;
      return deadlineOf.trafficOf(socket);
    },
  };
}

export = { followFetches };
