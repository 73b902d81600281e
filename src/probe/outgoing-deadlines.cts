/** Reads from Node's own objects whether an outgoing operation still waits, and whether its author set a limit. */
import type { OperationKind } from '../trace/observed.js' with { 'resolution-mode': 'import' };

interface SocketLike {
  readonly connecting?: boolean;
  readonly destroyed?: boolean;
  readonly bytesRead?: number;
  readonly readableLength?: number;
  readonly bytesWritten?: number;
  /** What the system has not taken yet, bytes. */
  readonly _handle?: { readonly writeQueueSize?: number } | null;
  readonly timeout?: number;
  readonly parser?: unknown;
  readonly _httpMessage?: unknown;
  readonly remoteAddress?: string;
  rawListeners?(event: string): readonly unknown[];
}

interface AgentLike {
  readonly options?: { readonly timeout?: number };
}

interface AnswerLike {
  readonly complete?: boolean;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly readableLength?: number;
  readonly readableFlowing?: boolean | null;
}

interface ClientRequestLike {
  readonly destroyed?: boolean;
  readonly aborted?: boolean;
  readonly method?: string;
  readonly protocol?: string;
  readonly host?: string;
  readonly path?: string;
  readonly timeout?: number;
  readonly agent?: AgentLike | null;
  readonly socket?: SocketLike | null;
  readonly res?: AnswerLike | null;
  listenerCount?(event: string): number;
}

/** The answer is complete, or there will be none. */
function isRequestOver(request: ClientRequestLike): boolean {
  return request.destroyed === true || request.aborted === true || request.res?.complete === true;
}

/** Its author set something that ends the waiting. Node's own agent gives its sockets 5 s, which ends nothing. */
function requestHasLimit(request: ClientRequestLike): boolean {
  const { timeout, agent, socket } = request;
  if (timeout !== undefined) return true;
  // A signal is followed by stream.finished, which is the one to listen for `complete`.
  if ((request.listenerCount?.('timeout') ?? 0) > 0 || (request.listenerCount?.('complete') ?? 0) > 0) return true;
  const ofAgent = agent?.options?.timeout;
  const ofSocket = socket?.timeout ?? 0;
  if (ofSocket > 0 && ofSocket !== ofAgent) return true;
  return ofAgent !== undefined && agent !== globalAgentOf(request);
}

function globalAgentOf({ protocol }: ClientRequestLike): unknown {
  const module = require(protocol === 'https:' ? 'node:https' : 'node:http') as { globalAgent: unknown };
  return module.globalAgent;
}

/** Part of the answer has come; `streams`: without an announced length, as a subscription's would, too. */
function answerOf({ res }: ClientRequestLike): { readonly began: boolean; readonly streams: boolean } {
  return { began: Boolean(res), streams: Boolean(res) && res?.headers?.['content-length'] === undefined };
}

/** No answer at all yet, or one of which the peer owes the rest. */
function requestWaits(request: ClientRequestLike): boolean {
  const { res } = request;
  if (String(res?.headers?.['content-type']).startsWith('text/event-stream')) return false;
  // What lies there unread keeps nobody waiting but the peer.
  if ((res?.readableLength ?? 0) > 0 && res?.readableFlowing !== true) return false;
  return !requestHasLimit(request);
}

/** Nothing is to be expected of this connection any more. */
function isConnectionSettled(socket: SocketLike): boolean {
  return socket.destroyed === true || (socket.connecting !== true && (socket.bytesRead ?? 0) > 0);
}

function isOnce(listener: unknown): boolean {
  return typeof (listener as { listener?: unknown }).listener === 'function';
}

const listenersOf = (socket: SocketLike) => ['data', 'readable'].flatMap((event) => socket.rawListeners?.(event) ?? []);

/** Somebody listens for what comes, in answer to what was sent. That may be an answer, or what was subscribed to. */
function socketListens(socket: SocketLike): boolean {
  const listeners = listenersOf(socket);
  return (
    socket.connecting !== true && (socket.bytesWritten ?? 0) > 0 && listeners.length > 0 && !listeners.some(isOnce)
  );
}

/** Still connecting, or connected with somebody who waits for one answer (`once`), or who listens after having asked. */
function socketWaits(socket: SocketLike): boolean {
  if ((socket.timeout ?? 0) > 0 || socket.parser || socket._httpMessage) return false;
  return socket.connecting === true || listenersOf(socket).some(isOnce) || socketListens(socket);
}

/** Bytes that have come, and that the peer has taken: as long as they grow, it is heard of. -1 before there are any. */
function trafficOf(socket: SocketLike | null | undefined): number {
  const sent = (socket?.bytesWritten ?? 0) - (socket?._handle?.writeQueueSize ?? 0);
  return (socket?.bytesRead ?? 0) + sent || -1;
}

function trafficBy(kind: OperationKind, subject: object): number {
  return trafficOf(kind === 'http' ? (subject as ClientRequestLike).socket : (subject as SocketLike));
}

/** undici's own functions take a limit of their own, or a signal, which the handler of the request keeps. */
function undiciHasLimit(request: object): boolean {
  const { headersTimeout } = request as { headersTimeout?: number | null };
  if (typeof headersTimeout === 'number') return true;
  const key = Object.getOwnPropertySymbols(request).find(({ description }) => description === 'handler');
  const handler = key === undefined ? undefined : (request as Record<symbol, { signal?: unknown }>)[key];
  return handler?.signal != null;
}

/** What is waited for, in a word; without queries, which may hold secrets. */
function labelOf(kind: OperationKind, subject: object): string {
  if (kind === 'http') {
    const { method, protocol, host, path } = subject as ClientRequestLike;
    return `${method ?? 'GET'} ${protocol ?? 'http:'}//${host ?? ''}${(path ?? '').split('?', 1)[0]}`;
  }
  if (kind === 'fetch') {
    const { method, origin, path } = subject as { method?: string; origin?: unknown; path?: string };
    return `${method ?? 'GET'} ${String(origin ?? '')}${(path ?? '').split('?', 1)[0]}`;
  }
  return kind === 'net' ? 'a connection' : kind;
}

export = {
  answerOf,
  isRequestOver,
  requestWaits,
  isConnectionSettled,
  socketWaits,
  socketListens,
  trafficBy,
  trafficOf,
  undiciHasLimit,
  labelOf,
};
export type { AgentLike, ClientRequestLike, SocketLike };
