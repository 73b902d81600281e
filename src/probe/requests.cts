/**
 * The HTTP requests that this process is answering: who is served when the loop stands still, and who waits. From
 * Node's diagnostics channels; nothing is kept of a request but a reference while it is open.
 */
import channels = require('node:diagnostics_channel');
import asyncHooks = require('node:async_hooks');

import routes = require('./routes.cjs');

/**
 * The last requests that were begun, in a ring: cheaper by far than a set that is kept in step with their ends. Of more
 * than that at one time only these are counted.
 */
const REMEMBERED = 1024;
/** Requests that are read this soon after a stall had been waiting for its end. */
const QUEUED_WITHIN_MS = 10;

interface ServerRequest {
  readonly method?: string;
  readonly url?: string;
  readonly originalUrl?: string;
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly destroyed?: boolean;
}
interface ServerResponse {
  readonly req?: ServerRequest;
  readonly writableFinished?: boolean;
  readonly destroyed?: boolean;
}
interface Exchange {
  readonly request: ServerRequest;
  readonly response: ServerResponse;
}

interface Requests {
  /** Open requests, the one being served included. */
  open(): number;
  /** Method and route pattern, or path without the query; null where it is not known which request it is. */
  current(resource: unknown): string | null;
  /** The label of the one request that is open; null where there are none or several. */
  sole(): string | null;
  /** The loop has turned late, at this time: counts requests that are read right after it. */
  afterStall(nowMs: number, told: (queued: number) => void): void;
  /** At each beat: tells what `afterStall` has counted, once that time is over. */
  settle(): void;
  /** Lets go of those that have ended. */
  clean(): void;
}

/** `GET /users/:id`: the pattern where a framework has put one, else the path. The query may hold secrets. */
function labelOf(request: ServerRequest): string {
  const path = request.route?.path ?? routes.patternOf(request);
  const route =
    typeof path === 'string' ? `${request.baseUrl ?? ''}${path}` : (request.originalUrl ?? request.url ?? '');
  return `${request.method ?? '?'} ${route.split('?', 1)[0]}`;
}

function isOpen(response: ServerResponse): boolean {
  return response.writableFinished !== true && response.destroyed !== true;
}

/** From Node 24 on a store costs next to nothing; before, it would slow every promise down. */
function cheapStore(): import('node:async_hooks').AsyncLocalStorage<Exchange> | null {
  const major = Number(process.versions.node.split('.', 1)[0]);
  return major >= 24 ? new asyncHooks.AsyncLocalStorage<Exchange>() : null;
}

/** Tells where a server began to listen: its port, or the path of its socket. */
function tellListening(nowMs: () => number, told: (atMs: number, where: string) => void): void {
  channels.subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server?: { address(): string | { port: number } | null } };
    const address = server?.address();
    if (address) told(nowMs(), typeof address === 'string' ? address : String(address.port));
  });
}

/** Starts to follow the requests of this thread's servers. */
function followRequests(nowMs: () => number): Requests {
  const ring: (Exchange | undefined)[] = new Array(REMEMBERED).fill(undefined);
  let next = 0;
  const store = cheapStore();
  let queued: { untilMs: number; count: number; told: (count: number) => void } | null = null;

  channels.subscribe('http.server.request.start', (message) => {
    ring[next] = message as Exchange;
    next = (next + 1) % REMEMBERED;
    store?.enterWith(message as Exchange);
    if (queued !== null && nowMs() <= queued.untilMs) queued.count += 1;
  });

  /** Those that have not been answered, nor given up by the client. */
  const openOnes = () => ring.filter((exchange) => exchange !== undefined && isOpen(exchange.response)) as Exchange[];

  return {
    open: () => openOnes().length,
    current(resource) {
      const stored = store?.getStore()?.request;
      if (stored !== undefined) return labelOf(stored);
      // The synchronous part of a handler, before its first await.
      const message = (resource as { socket?: { _httpMessage?: ServerResponse } } | undefined)?.socket?._httpMessage;
      if (message?.req !== undefined) return labelOf(message.req);
      return null;
    },
    sole() {
      const [only, ...others] = openOnes();
      return only === undefined || others.length > 0 ? null : labelOf(only.request);
    },
    afterStall(atMs, told) {
      queued?.told(queued.count);
      queued = { untilMs: atMs + QUEUED_WITHIN_MS, count: 0, told };
    },
    settle() {
      if (queued !== null && nowMs() > queued.untilMs) {
        queued.told(queued.count);
        queued = null;
      }
    },
    clean() {
      for (let i = 0; i < REMEMBERED; i++) {
        const exchange = ring[i];
        if (exchange !== undefined && !isOpen(exchange.response)) ring[i] = undefined;
      }
    },
  };
}

export = { followRequests, tellListening };
