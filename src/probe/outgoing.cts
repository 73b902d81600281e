/**
 * Outgoing operations: requests by `http`, `fetch` and undici, new connections, children. Counts those under way, and finds
 * the ones that wait for an answer with nothing to end the waiting.
 */
import nodeModule = require('node:module');
import agentBooks = require('./agents.cjs');
import undici = require('./fetches.cjs');
import deadlineOf = require('./outgoing-deadlines.cjs');
import lists = require('./outgoing-list.cjs');
import undo = require('./undo.cjs');

import type { Message } from './messages.cjs';
import type { Counter, Operations } from './operations.cjs';
import type { ClientRequestLike, SocketLike } from './outgoing-deadlines.cjs';
import type { Item, List } from './outgoing-list.cjs';

/** No answer for this long is told: a peer that takes longer than this may never answer. */
const PENDING_MS = 2000;
/** So few operations are asked at each beat whether they are over, more at each tenth: nothing that ended is held for long. */
const FEW = 256;
const MANY_BEATS = 10;
/** Told in all. */
const MAX_TOLD = 200;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface ChildLike {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  readonly pid?: number;
}

interface Outgoing {
  /** About once a second. */
  sweep(): void;
  /** At each beat: lets go of what has ended. */
  beat(): void;
  /** The process leaves: what has been answered by now was answered. */
  leave(): void;
}

const ns = (ms: number) => Math.round(ms * 1e6);

function watchOutgoing(operations: Operations, nowMs: () => number, tell: (message: Message) => void): Outgoing {
  let nextId = 0;

  function tellPending(item: Item, open: boolean): void {
    const stack = item.stack ?? operations.lastSeen([item.kind], '') ?? [];
    const { kind, told, bytesMs } = item;
    const label = deadlineOf.labelOf(item.kind, item.subject);
    item.listens ||= kind === 'net' && open && deadlineOf.socketListens(item.subject as SocketLike);
    const { listens } = item;
    const { began, streams } = kind === 'http' ? deadlineOf.answerOf(item.subject as ClientRequestLike) : item;
    const event = {
      type: 'pending',
      atNs: ns(nowMs()),
      id: told,
      kind,
      label,
      stack: 0,
      sinceNs: ns(bytesMs),
      open,
      ...(listens ? { listens } : {}),
      ...(began ? { began } : {}),
      ...(streams ? { streams } : {}),
    } as const;
    tell({ m: 'seen', event, stack });
  }
  const over = (item: Item) => {
    if (item.told > 0) tellPending(item, false);
  };

  const requests = lists.makeList(
    'http',
    nowMs,
    (request: ClientRequestLike) => deadlineOf.isRequestOver(request),
    over,
  );
  const sockets = lists.makeList('net', nowMs, (socket: SocketLike) => deadlineOf.isConnectionSettled(socket), over);
  const children = lists.makeList('child', nowMs, (child: ChildLike) => hasEnded(child), over);

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
      if (held.has(request) || seen.size >= lists.MAX_FOLLOWED || deadlineOf.isRequestOver(request)) return;
      const sinceMs = young.get(request) ?? now;
      if (now - sinceMs >= PENDING_MS) requests.add(request, null, { sinceMs });
      else seen.set(request, sinceMs);
    });
    young = seen;
  }

  const http = operations.counter('http', liveRequests);
  const fetches = undici.followFetches(operations, nowMs, over);
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

  nodeModule.syncBuiltinESMExports();

  function isWaiting(item: Item, now: number): boolean {
    const { subject } = item;
    if (item.kind === 'child') return false;
    const bytes = item.kind === 'fetch' ? fetches.traffic(item) : deadlineOf.trafficBy(item.kind, subject);
    if (bytes === null) return false;
    if (bytes !== item.bytes) {
      // The first that are seen went before, or are the request's own.
      if (item.bytes !== -1) item.bytesMs = now;
      item.bytes = bytes;
    }
    if (now - item.bytesMs < PENDING_MS) return false;
    if (item.kind === 'fetch') return fetches.waits(item);
    return item.kind === 'http'
      ? deadlineOf.requestWaits(subject as ClientRequestLike)
      : deadlineOf.socketWaits(subject as SocketLike);
  }

  const all = [requests, ...fetches.lists, sockets, children];
  const letGo = () => {
    for (const list of all) list.live();
  };
  let beats = 0;
  return {
    leave: letGo,
    beat() {
      beats += 1;
      const count = all.reduce((sum, { items }) => sum + items.length, 0);
      if (count > 0 && (count <= FEW || beats % MANY_BEATS === 0)) letGo();
    },
    sweep() {
      const now = nowMs();
      fetches.forget(now);
      sweepAgents(now);
      for (const list of all) {
        list.live();
        for (const item of list.items) {
          // Young ones are looked at, too: what moves later is seen by what moved before.
          if (item.told > 0 || nextId >= MAX_TOLD || !isWaiting(item, now)) continue;
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

export = { watchOutgoing };
