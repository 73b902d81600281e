/**
 * Outgoing operations: requests by `http`, `fetch` and undici, new connections, children. Counts those under way, and finds
 * the ones that wait for an answer with nothing to end the waiting.
 */
import nodeModule = require('node:module');
import agentBooks = require('./agents.cjs');
import deadlineOf = require('./outgoing-deadlines.cjs');
import undo = require('./undo.cjs');

import type { OperationKind } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { Message, RawStack } from './messages.cjs';
import type { Counter, Operations } from './operations.cjs';
import type { ClientRequestLike, SocketLike } from './outgoing-deadlines.cjs';

/** No answer for this long is told: a peer that takes longer than this may never answer. */
const PENDING_MS = 2000;
/** Followed at once at most. */
const MAX_FOLLOWED = 5000;
/** Told in all. */
const MAX_TOLD = 200;
/** What has ended is cleared away when a list has grown to this, or half as much again as was alive. */
const CLEAR_AT = 64;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** An operation that is under way. */
interface Item {
  readonly kind: OperationKind;
  readonly subject: object;
  readonly sinceMs: number;
  readonly stack: RawStack | null;
  bytes: number;
  bytesMs: number;
  /** The number under which it was told; 0 if it was not. */
  told: number;
  /** It was found to listen after it had asked. */
  listens: boolean;
}

interface List {
  readonly items: Item[];
  /** `sinceMs`: now, where it isn't said. */
  add(subject: object, stack: RawStack | null, sinceMs?: number): void;
  live(): number;
}

interface ChildLike {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  readonly pid?: number;
}

/** undici's own request. */
interface UndiciRequest {
  readonly origin?: unknown;
  readonly path?: string;
  readonly method?: string;
  readonly headersTimeout?: number | null;
  readonly completed?: boolean;
  readonly aborted?: boolean;
}

interface FetchCall {
  readonly input: string;
  readonly limited: boolean;
  readonly stack: RawStack | null;
  readonly atMs: number;
}

interface Outgoing {
  /** About once a second. */
  sweep(): void;
}

const ns = (ms: number) => Math.round(ms * 1e6);

function makeList(
  kind: OperationKind,
  nowMs: () => number,
  isOver: (subject: never) => boolean,
  told: (item: Item) => void,
): List {
  let items: Item[] = [];
  let clearAt = CLEAR_AT;
  const over = isOver as (subject: object) => boolean;
  function clear(): void {
    items = items.filter((item) => {
      if (!over(item.subject)) return true;
      if (item.told > 0) told(item);
      return false;
    });
    clearAt = Math.max(CLEAR_AT, Math.floor(items.length * 1.5));
  }
  return {
    get items() {
      return items;
    },
    add(subject, stack, sinceMs = nowMs()) {
      if (undo.state.isOut) return;
      if (items.length >= clearAt) clear();
      if (items.length >= MAX_FOLLOWED) return;
      items.push({ kind, subject, sinceMs, stack, bytes: -1, bytesMs: sinceMs, told: 0, listens: false });
    },
    live() {
      clear();
      return items.length;
    },
  };
}

function watchOutgoing(operations: Operations, nowMs: () => number, tell: (message: Message) => void): Outgoing {
  let nextId = 0;

  function tellPending(item: Item, open: boolean): void {
    const stack = item.stack ?? operations.lastSeen([item.kind], '') ?? [];
    const { kind, told, sinceMs } = item;
    const label = deadlineOf.labelOf(item.kind, item.subject);
    item.listens ||= kind === 'net' && open && deadlineOf.socketListens(item.subject as SocketLike);
    const { listens } = item;
    const event = {
      type: 'pending',
      atNs: ns(nowMs()),
      id: told,
      kind,
      label,
      stack: 0,
      sinceNs: ns(sinceMs),
      open,
      ...(listens ? { listens } : {}),
    } as const;
    tell({ m: 'seen', event, stack });
  }
  const over = (item: Item) => tellPending(item, false);

  const requests = makeList('http', nowMs, (request: ClientRequestLike) => deadlineOf.isRequestOver(request), over);
  const answered = new WeakSet<object>();
  const fetches = makeList(
    'fetch',
    nowMs,
    (request: UndiciRequest) => answered.has(request) || request.completed === true || request.aborted === true,
    over,
  );
  const sockets = makeList('net', nowMs, (socket: SocketLike) => deadlineOf.isConnectionSettled(socket), over);
  const children = makeList('child', nowMs, (child: ChildLike) => hasEnded(child), over);

  const agents = agentBooks.makeAgents();
  /** Requests in an agent's books that nobody holds: since when they have been seen there. */
  let young = new Map<ClientRequestLike, number>();

  // Nobody sweeps any more: nothing of the program's is held.
  undo.onUndo(() => young.clear());

  /** Requests that wait for their answers: those in agents' books, and those that are in none. */
  function liveRequests(): number {
    requests.live();
    let count = requests.items.filter(({ subject }) => !agents.meet(subject as ClientRequestLike)).length;
    agents.walk((request) => {
      if (!deadlineOf.isRequestOver(request)) count += 1;
    });
    return count;
  }

  /** Holds those that have waited for long, which are few. */
  function sweepAgents(now: number): void {
    const held = new Set(requests.items.map(({ subject }) => subject));
    const seen = new Map<ClientRequestLike, number>();
    agents.sweep();
    agents.walk((request) => {
      if (held.has(request) || seen.size >= MAX_FOLLOWED || deadlineOf.isRequestOver(request)) return;
      const sinceMs = young.get(request) ?? now;
      if (now - sinceMs >= PENDING_MS) requests.add(request, null, sinceMs);
      else seen.set(request, sinceMs);
    });
    young = seen;
  }

  const http = operations.counter('http', liveRequests);
  const fetch = operations.counter('fetch', () => fetches.live() + calls.length);
  const net = operations.counter('net', () => {
    sockets.live();
    return sockets.items.filter(({ subject }) => (subject as SocketLike).connecting === true).length;
  });
  const child = operations.counter('child', children.live);

  function begin(
    counter: Counter,
    list: List,
    api: string,
    subject: unknown,
    above: (...args: never[]) => unknown,
  ): void {
    if (typeof subject !== 'object' || subject === null) return;
    counter.started += 1;
    const stack = counter.started >= counter.nextAt ? operations.look(counter, api, above, '') : null;
    list.add(subject, stack);
  }

  /** Node's own channel tells of a request when it has a connection, which is long after the line that made it. */
  function wrapRequests(id: 'http' | 'https'): void {
    const module = require(`node:${id}`) as Record<string, Callable>;
    for (const key of ['request', 'get']) {
      const original = module[key] as Callable;
      const wrapper = function wrapped(this: unknown): unknown {
        http.started += 1;
        const stack = http.started >= http.nextAt ? operations.look(http, `${id}.${key}`, wrapper, '') : null;
        // biome-ignore lint/complexity/noArguments: forwarding `arguments` is the form that V8 turns into a plain call.
        const request = apply(original, this, arguments);
        if (typeof request !== 'object' || request === null) return request;
        if (!agents.meet(request as ClientRequestLike) || stack !== null) requests.add(request, stack);
        return request;
      };
      defineProperty(wrapper, 'name', { value: original.name, configurable: true });
      defineProperty(wrapper, 'length', { value: original.length, configurable: true });
      const descriptor = getOwnPropertyDescriptor(module, key) as PropertyDescriptor;
      undo.put(module, key, { ...descriptor, value: wrapper });
    }
  }
  wrapRequests('http');
  wrapRequests('https');
  undo.subscribe('net.client.socket', function onSocket(message) {
    begin(net, sockets, 'net.connect', (message as { socket?: unknown }).socket, onSocket);
  });
  undo.subscribe('child_process', function onChild(message) {
    begin(child, children, 'child_process.spawn', (message as { process?: unknown }).process, onChild);
  });

  /** Calls of `fetch` whose request has not been made yet: that is a turn of the microtask queue later. */
  const calls: FetchCall[] = [];
  const limited = new WeakSet<object>();
  undo.subscribe('undici:request:create', function onFetch(message) {
    const { request } = message as { request?: UndiciRequest };
    if (typeof request !== 'object') return;
    const path = request.path ?? '';
    const at = calls.findIndex(({ input }) => input.includes(path));
    const call = at === -1 ? undefined : calls.splice(at, 1)[0];
    if (call !== undefined) {
      if (call.limited) limited.add(request);
      fetches.add(request, call.stack);
      return;
    }
    // undici's own functions, called by the program.
    begin(fetch, fetches, 'undici.request', request, onFetch);
  });
  const settle = (message: unknown) => answered.add((message as { request: object }).request);
  undo.subscribe('undici:request:headers', settle);
  undo.subscribe('undici:request:error', settle);

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
    fetch.started += 1;
    const stack = fetch.started >= fetch.nextAt ? operations.look(fetch, 'fetch', above, '') : null;
    if (calls.length >= MAX_FOLLOWED) calls.shift();
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
  nodeModule.syncBuiltinESMExports();

  function isWaiting(item: Item, now: number): boolean {
    const { subject } = item;
    if (item.kind === 'fetch') return !limited.has(subject) && !deadlineOf.undiciHasLimit(subject);
    if (item.kind === 'child') return false;
    const bytes = deadlineOf.bytesReadBy(item.kind, subject);
    if (bytes !== item.bytes) {
      // The first sweep only learns what was read before.
      if (item.bytes !== -1) item.bytesMs = now;
      item.bytes = bytes;
    }
    if (now - item.bytesMs < PENDING_MS) return false;
    return item.kind === 'http'
      ? deadlineOf.requestWaits(subject as ClientRequestLike)
      : deadlineOf.socketWaits(subject as SocketLike);
  }

  return {
    sweep() {
      const now = nowMs();
      // Calls that never became a request: a wrong URL, data in the URL itself.
      while (calls[0] !== undefined && now - calls[0].atMs >= PENDING_MS) calls.shift();
      sweepAgents(now);
      for (const list of [requests, fetches, sockets, children]) {
        list.live();
        for (const item of list.items) {
          if (item.told > 0 || nextId >= MAX_TOLD || now - item.sinceMs < PENDING_MS) continue;
          if (!isWaiting(item, now)) continue;
          item.told = ++nextId;
          tellPending(item, true);
        }
      }
    },
  };
}

function hasEnded({ exitCode, signalCode, pid }: ChildLike): boolean {
  return exitCode !== null || signalCode !== null || pid === undefined;
}

function requestUrl(input: unknown): string {
  const { url } = (input ?? {}) as { url?: unknown };
  return typeof url === 'string' ? url : '';
}

export = { watchOutgoing };
