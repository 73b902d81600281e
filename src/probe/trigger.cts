/** What the loop is serving, by Node's own note of the resource whose callback runs. */
import asyncHooks = require('node:async_hooks');

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
  Signal: ['signal', 'a signal'],
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

function timerTrigger(timer: Timer): Trigger | null {
  if (typeof timer._onTimeout === 'function') {
    const call = typeof timer._repeat === 'number' ? 'setInterval' : 'setTimeout';
    const after = typeof timer._repeat === 'number' ? timer._repeat : timer._idleTimeout;
    return ['timer', `${call} ${after} ms${nameOf(timer._onTimeout)}`];
  }
  if (timer._onImmediate !== undefined) return ['immediate', `setImmediate${nameOf(timer._onImmediate)}`];
  return null;
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
    const route = served.current(resource);
    if (route !== null) return ['http-request', route];
    const timer = timerTrigger((resource ?? {}) as Timer);
    if (timer !== null) return timer;
    const known = RESOURCES[resource?.constructor?.name ?? ''];
    if (known !== undefined) return known;
    const { callback } = (resource ?? {}) as { callback?: unknown };
    if (typeof callback === 'function') return ['tick', `process.nextTick${nameOf(callback)}`];
    // A promise's continuation: before Node 24 it does not say whose, but with one request open there is little doubt.
    const sole = served.sole();
    return sole === null ? ['', ''] : ['http-request', sole];
  } catch {
    return ['', ''];
  }
}

export = { currentTrigger };
