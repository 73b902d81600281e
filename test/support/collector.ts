import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Collector {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves once so many requests have come. */
  readonly until: (count: number) => Promise<void>;
}

/** A server on this machine that takes whatever is sent, and answers with `status` and `answer`; null: never. */
export async function collector(status: number | null = 200, answer = '{}'): Promise<Collector> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body });
      for (const look of waiting) look();
      if (status !== null) response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => received.length >= count && resolve();
        waiting.add(look);
        look();
      }),
  };
}
