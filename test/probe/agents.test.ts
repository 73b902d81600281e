import type { Server } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import agentBooks from '../../src/probe/agents.cjs';
import outgoing from '../../src/probe/outgoing.cjs';
import undo from '../../src/probe/undo.cjs';

type Operations = Parameters<typeof outgoing.watchOutgoing>[0];
type Counter = ReturnType<Operations['counter']>;

let server: Server;
let url: string;

beforeAll(async () => {
  server = http.createServer((req, res) => {
    if (req.url === '/quick') res.end('done');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const arrival = () => new Promise<void>((resolve) => server.once('request', () => resolve()));
const over = (request: http.ClientRequest) => new Promise((resolve) => request.on('error', resolve).destroy());

describe("the books of node:http's agents", () => {
  it('show requests in use of a connection and those that wait for one, and none that has ended', async () => {
    const agent = new http.Agent({ maxSockets: 1, keepAlive: true });
    const agents = agentBooks.makeAgents();
    const came = arrival();
    const all = ['/a', '/b'].map((path) => http.get(url + path, { agent }));
    expect(all.map((each) => agents.meet(each as never))).toEqual([true, true]);
    await came;
    const shown = () => {
      const paths: unknown[] = [];
      agents.walk(({ path }) => paths.push(path));
      return paths.sort();
    };
    expect(shown()).toEqual(['/a', '/b']);
    await Promise.all(all.map(over));
    await new Promise((resolve) => setImmediate(resolve));
    expect(shown()).toEqual([]);
    agent.destroy();
  });

  it('do not have a request that goes without an agent, nor those of agents beyond the first 32 that are alive', async () => {
    const agents = agentBooks.makeAgents();
    expect(agents.meet({ agent: null })).toBe(false);
    expect(agents.meet({ agent: { options: {} } })).toBe(false);
    const many = Array.from({ length: 33 }, () => new http.Agent());
    expect(many.map((agent) => agents.meet({ agent } as never))).toEqual([...Array(32).fill(true), false]);
  });
});

describe('an outgoing request that was not looked at when it was made', () => {
  it('is told as waiting once it has been in the books of its agent for two seconds, and as over when it has ended', async () => {
    const counters = new Map<string, Counter>();
    const told: { kind?: string; label?: string; open?: boolean; sinceNs?: number }[] = [];
    let now = 0;
    const operations = {
      counter: (kind: string, underWay: () => number) => {
        const counter = { kind, started: 0, nextAt: Number.POSITIVE_INFINITY, underWay } as unknown as Counter;
        counters.set(kind, counter);
        return counter;
      },
      look: () => null,
      lastSeen: () => null,
    } as unknown as Operations;
    const { sweep } = outgoing.watchOutgoing(
      operations,
      () => now,
      (message) => told.push((message as unknown as { event: object }).event),
    );
    const came = arrival();
    const request = http.get(`${url}/never?token=1`);
    await came;
    expect(counters.get('http')?.underWay()).toBe(1);
    for (now of [1000, 2000]) sweep();
    expect(told.filter(({ kind }) => kind === 'http')).toEqual([]);
    for (now of [3000, 4000]) sweep();
    expect(told.filter(({ kind }) => kind === 'http')).toMatchObject([
      { open: true, sinceNs: 1e9, label: expect.stringMatching(/^GET http:.*\/never$/) },
    ]);
    await over(request);
    now = 5000;
    sweep();
    expect(told.filter(({ kind }) => kind === 'http').at(-1)).toMatchObject({ open: false, sinceNs: 1e9 });
    expect(counters.get('http')?.underWay()).toBe(0);
    undo.undoAll();
  });
});
