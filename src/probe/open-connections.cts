/** The connections that a process holds, told apart by who made them. */

const { apply } = Reflect;

/** Node's own, as far as it is read here. */
interface Connection {
  readonly localPort?: number;
  readonly remotePort?: number;
  readonly server?: object | null;
  readonly parser?: object | null;
  readonly _httpMessage?: object | null;
  readonly _events?: Readonly<Record<string, unknown>>;
  readonly _handle?: { readonly constructor?: { readonly name?: string } } | null;
}

interface Counts {
  /** Connections that the program made itself; those that an HTTP client keeps for its requests are left out. */
  readonly outgoing: number;
  /** Those that others made to its servers; where both ends are this process's they are left out. */
  readonly incoming: number;
}

const HANDLES = new Set(['TCP', 'TLSWrap']);
/** How undici marks the connections of its pools. */
const UNDICI = 'parser';

/** In use by `http`, at rest with an agent of its, or one of undici's. */
function isForRequests(socket: Connection): boolean {
  if (socket._httpMessage || socket.parser || socket._events?.['agentRemove'] !== undefined) return true;
  return Object.getOwnPropertySymbols(socket).some(({ description }) => description === UNDICI);
}

/** Walks over all that is open: not for every beat. */
function countOpen(): Counts {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => readonly Connection[] };
  const open = handles === undefined ? [] : (apply(handles, process, []) as readonly Connection[]);
  const sockets = open.filter(
    ({ _handle, remotePort }) => HANDLES.has(_handle?.constructor?.name ?? '') && remotePort !== undefined,
  );
  const made = sockets.filter(({ server }) => !server);
  const ownPorts = new Set(made.map(({ localPort }) => localPort));
  return {
    outgoing: made.filter((socket) => !isForRequests(socket)).length,
    incoming: sockets.filter(({ server, remotePort }) => server && !ownPorts.has(remotePort)).length,
  };
}

export = { countOpen };
