/**
 * The outgoing requests that wait for their answers, read from the agents of `node:http`, which keep them anyway. To hold
 * each request, even until the next beat, makes it survive collections: that cost more than all else done for it.
 */
import type { AgentLike, ClientRequestLike } from './outgoing-deadlines.cjs';

/** Agents remembered at one time; a program that makes one for each request has them forgotten by the collector. */
const MAX_AGENTS = 32;

type Named<T> = Readonly<Record<string, readonly T[] | undefined>>;

/** Node's own account: requests that have no connection yet, and connections in use, by host. */
interface Books extends AgentLike {
  readonly requests: Named<ClientRequestLike>;
  readonly sockets: Named<{ readonly _httpMessage?: ClientRequestLike | null }>;
}

interface Agents {
  /** Whether the request is in the books of an agent that is known, from now on too. */
  meet(request: ClientRequestLike): boolean;
  /** Shows each request that is under way. */
  walk(show: (request: ClientRequestLike) => void): void;
  /** Lets the dead make room. About once a second. */
  sweep(): void;
}

function keepsBooks(agent: AgentLike | null | undefined): agent is Books {
  const { requests, sockets } = (agent ?? {}) as Partial<Books>;
  return typeof requests === 'object' && requests !== null && typeof sockets === 'object' && sockets !== null;
}

function makeAgents(): Agents {
  let last: AgentLike | null = null;
  let known: WeakRef<Books>[] = [];
  return {
    meet(request) {
      const { agent } = request;
      if (agent === undefined || agent === null) return false;
      if (agent === last) return true;
      const isKnown = known.some((each) => each.deref() === agent);
      if (!isKnown && (known.length >= MAX_AGENTS || !keepsBooks(agent))) return false;
      if (!isKnown) known.push(new WeakRef(agent as Books));
      last = agent;
      return true;
    },
    walk(show) {
      for (const each of known) {
        const agent = each.deref();
        if (agent === undefined) continue;
        for (const name in agent.requests) for (const request of agent.requests[name] ?? []) show(request);
        for (const name in agent.sockets) {
          for (const { _httpMessage: request } of agent.sockets[name] ?? []) if (request) show(request);
        }
      }
    },
    sweep() {
      last = null;
      known = known.filter((each) => each.deref() !== undefined);
    },
  };
}

export = { makeAgents };
