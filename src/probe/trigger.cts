/** What the loop is serving, by Node's own note of the resource whose callback runs. */
import asyncHooks = require('node:async_hooks');

import requests = require('./requests.cjs');

/** `[type, label]`; type '' where nothing is known. */
type Trigger = readonly [type: string, label: string];

/** Constructors of Node's resources, and what they mean to the author of a program. */
const RESOURCES: Readonly<Record<string, Trigger>> = {
  FSReqCallback: ['fs', 'a file operation'],
  FSEvent: ['fs', 'a watched file'],
  StatWatcher: ['fs', 'a watched file'],
  GetAddrInfoReqWrap: ['dns', 'a name lookup'],
  QueryReqWrap: ['dns', 'a name lookup'],
  MessagePort: ['message', 'a message from another thread'],
  Process: ['child-process', 'the end of a child'],
  TCP: ['socket', 'data on a socket'],
  Pipe: ['stream', 'data on a pipe'],
  TTY: ['stream', 'input from the terminal'],
  TLSWrap: ['socket', 'data on a TLS socket'],
  UDP: ['socket', 'a datagram'],
  TCPConnectWrap: ['socket', 'a new connection'],
  PipeConnectWrap: ['socket', 'a new connection'],
  HTTPClientAsyncResource: ['http-response', 'the answer to an HTTP request'],
  Zlib: ['stream', 'compressed data'],
};

interface Timer {
  readonly _idleTimeout?: number;
  readonly _repeat?: number | null;
  readonly _onTimeout?: unknown;
  readonly _onImmediate?: unknown;
}

function nameOf(callback: unknown): string {
  const name = typeof callback === 'function' ? callback.name : '';
  return name === '' ? '' : ` (${name})`;
}

/** The probe's own callbacks: what runs in their name are continuations of the target's that came after them. */
const ownCallbacks = new WeakSet<object>();

function timerTrigger(timer: Timer): Trigger | null {
  if (ownCallbacks.has(Object(timer._onTimeout ?? timer._onImmediate))) return null;
  if (typeof timer._onTimeout === 'function') {
    const call = typeof timer._repeat === 'number' ? 'setInterval' : 'setTimeout';
    const after = typeof timer._repeat === 'number' ? timer._repeat : timer._idleTimeout;
    return ['timer', `${call} ${after} ms${nameOf(timer._onTimeout)}`];
  }
  if (timer._onImmediate !== undefined) return ['immediate', `setImmediate${nameOf(timer._onImmediate)}`];
  return null;
}

/** A signal's handle does not keep its name; with listeners for one alone there is no doubt. */
function signalTrigger(): Trigger {
  const names = process.eventNames().filter((name) => typeof name === 'string' && name.startsWith('SIG')) as string[];
  return ['signal', names.length === 1 ? (names[0] as string) : 'a signal'];
}

const SOCKETS: ReadonlySet<string> = new Set(['TCP', 'TLSWrap', 'Pipe']);

function bySymbol(holder: object | undefined, description: string): object | undefined {
  const symbol = Object.getOwnPropertySymbols(holder ?? {}).find((each) => each.description === description);
  return symbol && (holder as Record<symbol, object | undefined>)[symbol];
}

/** Node notes a handle's socket on it, and `ws`, which most servers of WebSockets rest on, notes itself on the socket. */
function carriesWebSocket(handle: object): boolean {
  return bySymbol(bySymbol(handle, 'owner_symbol'), 'websocket') !== undefined;
}

/** What was given to `process.nextTick`. */
interface Tick {
  readonly callback?: unknown;
  readonly args?: readonly unknown[];
}

/** `end` and `close` of a request's body come in a tick that is given the request. */
function requestOf({ args }: Tick): string | null {
  if (!Array.isArray(args)) return null;
  for (const given of args) {
    const label = requests.labelOfServed(given);
    if (label !== null) return label;
  }
  return null;
}

function tickTrigger({ callback, args }: Tick): Trigger | null {
  if (typeof callback !== 'function') return null;
  // Node hands on each message of a child, or of the parent, in a tick of its own.
  if (callback.name === 'emit' && args?.[0] === 'message') return ['message', 'a message from another process'];
  return ['tick', `process.nextTick${nameOf(callback)}`];
}

interface Served {
  /** Names the HTTP request that is served, if one is known for this resource. */
  current(resource: unknown): string | null;
  /** Names the only request that is open. */
  sole(): string | null;
}

/** Names what runs now. */
function currentTrigger(served: Served): Trigger {
  try {
    const resource = asyncHooks.executionAsyncResource() as object | undefined;
    const route = served.current(resource) ?? requestOf((resource ?? {}) as Tick);
    if (route !== null) return ['http-request', route];
    const timer = timerTrigger((resource ?? {}) as Timer);
    if (timer !== null) return timer;
    const kind = resource?.constructor?.name ?? '';
    if (kind === 'Signal') return signalTrigger();
    if (SOCKETS.has(kind) && carriesWebSocket(resource as object)) return ['websocket', 'a WebSocket message'];
    const known = RESOURCES[kind] ?? tickTrigger((resource ?? {}) as Tick);
    if (known !== null) return known;
    // A promise's continuation: before Node 24 it does not say whose, but with one request open there is little doubt.
    const sole = served.sole();
    return sole === null ? ['', ''] : ['http-request', sole];
  } catch {
    return ['', ''];
  }
}

export = { currentTrigger, ownCallbacks };
