/**
 * The HTTP requests that this process is answering: who is served when the loop stands still, and who waits. From
 * Node's diagnostics channels. Nothing is kept of a request: to hold a thousand of them, even for a moment, makes each
 * survive a collection or two, and cost more than all else here. Node keeps a list of every server's connections, and only
 * a look at a blocked loop walks it.
 */
import asyncHooks = require('node:async_hooks');
import perf = require('node:perf_hooks');

import layout = require('./shared.cjs');
import ownClients = require('./own-clients.cjs');
import routes = require('./routes.cjs');
import undo = require('./undo.cjs');

const { CELL } = layout;

/** Servers remembered; of more than that at one time the newest. */
const MAX_SERVERS = 64;
/** A walk over all connections that took longer than this is not made anew for a hundred times as long. */
const CHEAP_WALK_MS = 0.2;
const WALK_PART = 100;
/** Requests that are read this soon after a stall had been waiting for its end, */
const QUEUED_WITHIN_MS = 10;
/** unless the loop has waited this long since: what comes then was not there yet when it stood still. */
const RESTED_MS = 0.5;

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
  readonly server?: object;
  readonly socket?: object;
}
/** Node's own: the parsers of a server's connections, each with its socket. */
interface Connections {
  all(): readonly { readonly socket?: { readonly _httpMessage?: ServerResponse | null } | null }[];
}

/** What a stall has left to be answered. */
interface Queue {
  readonly atMs: number;
  /** What the loop had waited by then. */
  readonly idleMs: number;
  readonly sockets: Set<unknown>;
  readonly told: (count: number) => void;
}

interface Requests {
  /** Open requests, the one being served included. */
  open(): number;
  /** Notes for the health lines how many are open. Holds on to none of them, unlike a look does. */
  count(): void;
  /** Method and route pattern, or path without the query; null where it is not known which request it is. */
  current(resource: unknown): string | null;
  /** The label of the one request that is open; null where there are none or several. */
  sole(): string | null;
  /** The loop has turned late, at this time: counts requests that are read right after it. */
  afterStall(nowMs: number, told: (queued: number) => void): void;
  /** At each beat: tells what `afterStall` has counted, once that time is over. */
  settle(): void;
}

/** `GET /users/:id`: the pattern where a framework has put one, else the path. The query may hold secrets. */
function labelOf(request: ServerRequest): string {
  const path = request.route?.path ?? routes.patternOf(request);
  const route =
    typeof path === 'string' ? `${request.baseUrl ?? ''}${path}` : (request.originalUrl ?? request.url ?? '');
  return `${request.method ?? '?'} ${route.split('?', 1)[0]}`;
}

/** The label of something that is a request of a server's, and is not answered yet; null for anything else. */
function labelOfServed(given: unknown): string | null {
  const { socket } = Object(given) as { socket?: { _httpMessage?: ServerResponse | null } };
  const response = socket?._httpMessage;
  if (!response || response.req !== given || !isOpen(response)) return null;
  return labelOf(given as ServerRequest);
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
  undo.subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server?: { address(): string | { port: number } | null } };
    const address = server?.address();
    if (address) told(nowMs(), typeof address === 'string' ? address : String(address.port));
  });
}

/** The servers that have been asked something, for as long as anybody else holds them. */
function knownServers() {
  let last: object | undefined;
  let servers: WeakRef<Connections>[] = [];
  return {
    meet(server: object | undefined): void {
      if (server === last || server === undefined) return;
      last = server;
      const symbol = Object.getOwnPropertySymbols(server).find(
        (each) => each.description === 'http.server.connections',
      );
      const connections = symbol && (server as Record<symbol, Connections | undefined>)[symbol];
      if (connections === undefined || servers.some((each) => each.deref() === connections)) return;
      servers = [
        ...servers.filter((each) => each.deref() !== undefined).slice(1 - MAX_SERVERS),
        new WeakRef(connections),
      ];
    },
    /** Shows each response that is under way. */
    walk(show: (response: ServerResponse) => void): void {
      for (const server of servers) {
        for (const parser of server.deref()?.all() ?? []) {
          const response = parser.socket?._httpMessage;
          if (response && isOpen(response)) show(response);
        }
      }
    },
  };
}

/** How long this thread's loop has waited for something to do since it began. */
function idleTimeMs(): () => number {
  const timing = perf.performance.nodeTiming as typeof perf.performance.nodeTiming & { readonly idleTime: number };
  return () => timing.idleTime;
}

/** Starts to follow the requests of this thread's servers, and counts them in its `cells`. */
function followRequests(nowMs: () => number, cells: Float64Array): Requests {
  const idleMs = idleTimeMs();
  const servers = knownServers();
  const clients = ownClients.noteOwnClients(nowMs);
  const store = cheapStore();
  undo.onUndo(() => store?.disable());
  /** Connections that have asked for something right after a stall: what each asks next did not wait for its end. */
  let queued: Queue | null = null;
  let walked: { responses: readonly ServerResponse[]; untilMs: number } = { responses: [], untilMs: 0 };

  undo.subscribe('http.server.request.start', (message) => {
    cells[CELL.REQUESTS] = (cells[CELL.REQUESTS] as number) + 1;
    servers.meet((message as Exchange).server);
    store?.enterWith(message as Exchange);
    if (queued !== null && isQueued(queued)) note(queued, (message as Exchange).socket);
  });

  function isQueued(queue: Queue): boolean {
    return nowMs() <= queue.atMs + QUEUED_WITHIN_MS && idleMs() < queue.idleMs + RESTED_MS;
  }

  /** A connection of this process's own that was made at the very end of the stall has not waited for it. */
  function note({ atMs, sockets }: Queue, socket: unknown): void {
    if (!clients.madeSince(socket, atMs - QUEUED_WITHIN_MS)) sockets.add(socket);
  }

  /** Those that have not been answered, nor given up by the client. */
  function openOnes(): readonly ServerResponse[] {
    const startMs = nowMs();
    if (startMs < walked.untilMs) return walked.responses;
    const responses: ServerResponse[] = [];
    servers.walk((response) => responses.push(response));
    walked = { responses, untilMs: restUntil(startMs) };
    return responses;
  }

  /** When the next walk may be made, by how long this one took. */
  function restUntil(startMs: number): number {
    const tookMs = nowMs() - startMs;
    return tookMs > CHEAP_WALK_MS ? startMs + tookMs * WALK_PART : 0;
  }

  let restsUntilMs = 0;

  return {
    open: () => openOnes().length,
    count() {
      const startMs = nowMs();
      if (startMs < restsUntilMs) return;
      let open = 0;
      servers.walk(() => {
        open += 1;
      });
      cells[CELL.OPEN_REQUESTS] = open;
      restsUntilMs = restUntil(startMs);
    },
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
      return only?.req === undefined || others.length > 0 ? null : labelOf(only.req);
    },
    afterStall(atMs, told) {
      queued?.told(queued.sockets.size);
      queued = { atMs, idleMs: idleMs(), sockets: new Set(), told };
    },
    settle() {
      if (queued !== null && nowMs() > queued.atMs + QUEUED_WITHIN_MS) {
        queued.told(queued.sockets.size);
        queued = null;
      }
    },
  };
}

export = { followRequests, labelOfServed, tellListening };
