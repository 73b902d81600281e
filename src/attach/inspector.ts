import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { WebSocket } from 'ws';

/** A connection to the inspector of another process. */
export interface InspectorClient {
  /**
   * Runs an expression in the process, on top of whatever its main thread is doing, and gives its value, which must be
   * JSON. Rejects with what it threw, and when the connection ends first.
   */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message?: string };
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text?: string; readonly exception?: { readonly description?: string } };
  };
}

/** How long the connection may take: the inspector has a thread of its own, which answers at once. */
const CONNECT_WITHIN_MS = 2000;

/**
 * The address of the debugger at a port, if it is the inspector of a Node that says it is process `pid`; null for
 * anything else. Whatever listens there is only asked for one page.
 */
export async function debuggerAt(host: string, port: number): Promise<string | null> {
  try {
    const targets = JSON.parse(await page(`http://${host}:${port}/json/list`)) as readonly {
      readonly type?: string;
      readonly webSocketDebuggerUrl?: string;
    }[];
    const address = targets.find(({ type }) => type === 'node')?.webSocketDebuggerUrl;
    return typeof address === 'string' && address.startsWith('ws://') ? address : null;
  } catch {
    return null;
  }
}

/** Not by `fetch`, which takes longer to load than all of this: meanwhile the port is open. */
function page(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: CONNECT_WITHIN_MS, agent: false }, (answer) => {
      text(answer).then(resolve, reject);
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('no answer')));
  });
}

/** Loads what `connect` needs, so that it need not be waited for later. */
export async function prepareToConnect(): Promise<void> {
  await import('ws');
}

/** Connects to an address that `debuggerAt` gave. */
export async function connect(address: string): Promise<InspectorClient> {
  const { default: Socket } = await import('ws');
  const socket = new Socket(address, { perMessageDeflate: false, handshakeTimeout: CONNECT_WITHIN_MS });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // From here on an error is followed by the close.
  socket.on('error', () => {});
  return { evaluate: evaluator(socket, closed), closed, close: () => socket.terminate() };
}

function evaluator(socket: WebSocket, closed: Promise<void>): InspectorClient['evaluate'] {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    const one = waiting.get(answer.id ?? 0);
    waiting.delete(answer.id ?? 0);
    one?.resolve(answer);
  });
  void closed.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the connection ended'));
    waiting.clear();
  });
  return async (expression) => {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      // The command line's own `require` serves Nodes in which nothing else leads to their modules.
      const params = { expression, returnByValue: true, silent: true, includeCommandLineAPI: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }), (error) => {
        if (error != null) reject(error);
      });
    });
    const { error, result } = answer;
    if (error !== undefined) throw new Error(error.message ?? 'the inspector refused');
    const thrown = result?.exceptionDetails;
    if (thrown !== undefined) throw new Error(thrown.exception?.description ?? thrown.text ?? 'an error');
    return result?.result?.value;
  };
}
