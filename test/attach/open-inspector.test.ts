import { describe, expect, it } from 'vitest';
import type { InspectorClient } from '../../src/attach/inspector.js';
import { openInspector } from '../../src/attach/open-inspector.js';

const CLIENT: InspectorClient = { evaluate: async () => null, closed: new Promise(() => {}), close: () => {} };

const socket = (port: number, isOwn = true, address = '0100007F') => ({ address, port, inode: port * 10, isOwn });

/** A process that gains sockets when it is signalled: `gains` gives them by the number of the look after it. */
function opening(gains: (look: number) => readonly ReturnType<typeof socket>[], isThere = () => true) {
  const asked: string[] = [];
  const signalled: string[] = [];
  let looks = 0;
  const proc = {
    pid: 42,
    listening: () => [socket(3000), ...(signalled.length === 0 ? [] : gains(++looks))],
    status: () => (isThere() ? ({} as never) : null),
  };
  const system = {
    signal: (pid: number, signal: string) => void signalled.push(`${signal} ${pid}`),
    debuggerAt: async (host: string, port: number) => {
      asked.push(`${host}:${port}`);
      return port === 9230 ? 'ws://here' : null;
    },
    connect: async () => CLIENT,
    sleep: async () => {},
  };
  return { run: () => openInspector(proc, system), asked, signalled };
}

describe('openInspector', () => {
  it('finds the socket that the process has gained, wherever it is, and asks no other', async () => {
    const { run, asked, signalled } = opening((look) => (look < 3 ? [] : [socket(9230)]));
    expect(await run()).toEqual({ client: CLIENT, port: 9230 });
    expect(signalled).toEqual(['SIGUSR1 42']);
    expect(asked).toEqual(['127.0.0.1:9230']);
  });

  it('passes by what else the process begins to listen on, and what is not its own', async () => {
    const { run, asked } = opening(() => [socket(8080, true, '0'.repeat(32)), socket(9999, false), socket(9230)]);
    expect((await run()).port).toBe(9230);
    expect(asked).toEqual(['[::1]:8080', '127.0.0.1:9230']);
  });

  it('gives up where nothing opens, and where the process goes', async () => {
    await expect(opening(() => []).run()).rejects.toMatchObject({ refusal: { why: 'no-inspector', pid: 42 } });
    await expect(
      opening(
        () => [],
        () => false,
      ).run(),
    ).rejects.toMatchObject({ refusal: { why: 'gone', pid: 42 } });
  });
});
