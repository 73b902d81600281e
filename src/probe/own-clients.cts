/**
 * The connections that this process has just made itself. A program that serves and asks in one process (a warm-up, a
 * test) can be its own client: what it asks when a stall is over has not waited for it.
 */
import undo = require('./undo.cjs');

/** Connections remembered; of more than that the newest. */
const MAX_MADE = 64;

interface Client {
  readonly localPort?: number;
}
interface Peer {
  readonly remotePort?: number;
}

interface OwnClients {
  /** Whether the other end of that connection was made by this process at that time or later. */
  madeSince(socket: unknown, ms: number): boolean;
}

/** Starts to note the connections that this thread makes. */
function noteOwnClients(nowMs: () => number): OwnClients {
  let made: { readonly socket: WeakRef<Client>; readonly atMs: number }[] = [];
  undo.subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket?: Client };
    if (socket === undefined) return;
    if (made.length >= MAX_MADE) made = made.slice(MAX_MADE / 2);
    made.push({ socket: new WeakRef(socket), atMs: nowMs() });
  });
  return {
    madeSince(socket, ms) {
      const { remotePort } = Object(socket) as Peer;
      if (remotePort === undefined) return false;
      return made.some(({ socket: own, atMs }) => atMs >= ms && own.deref()?.localPort === remotePort);
    },
  };
}

export = { noteOwnClients };
