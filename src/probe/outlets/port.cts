/**
 * Answers whoever asks for the figures over HTTP, in Prometheus' format. It runs on the monitor's thread, so it answers
 * while the target's loop stands still, and keeps nothing alive.
 */
import http = require('node:http');

import type { Outlet, OutletDeps } from './outlet.cjs';

import prometheus = require('../../metrics/prometheus.cjs');

/** A port that is taken, by an earlier life of this process or by a sibling, is tried again after this long. */
const RETRY_MS = 15_000;
/** Scrapers are few; more at one time are turned away. */
const MAX_CONNECTIONS = 16;
/** A connection on which nobody asks, or not to the end, is closed. */
const IDLE_TIMEOUT_MS = 5000;
/** The text is made anew at most this often, however often it is asked for. */
const SAME_TEXT_MS = 100;

function openPort(port: number, host: string, { nowMs, figures, tellOnce }: OutletDeps): Outlet {
  let listening = false;
  let retryMs = 0;
  let text = '';
  let textMs = Number.NEGATIVE_INFINITY;

  function currentText(): string {
    const now = nowMs();
    if (now - textMs >= SAME_TEXT_MS) {
      text = prometheus.prometheusText(figures());
      textMs = now;
    }
    return text;
  }

  function answer({ method, url = '' }: http.IncomingMessage, response: http.ServerResponse): void {
    const isKnown = /^\/(metrics)?(\?|$)/.test(url);
    const isRead = method === 'GET' || method === 'HEAD';
    const type = isKnown && isRead ? prometheus.CONTENT_TYPE : 'text/plain; charset=utf-8';
    const [status, body] = !isKnown
      ? [404, 'The figures are at /metrics.\n']
      : isRead
        ? [200, currentText()]
        : [405, 'The figures can be read with GET.\n'];
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    response.end(method === 'HEAD' ? '' : body);
  }

  const server = http.createServer({ connectionsCheckingInterval: IDLE_TIMEOUT_MS }, (request, response) => {
    try {
      answer(request, response);
    } catch {
      // A fault of ours is the scraper's bad luck, and never the monitor's end.
      response.destroy();
    }
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = IDLE_TIMEOUT_MS;
  server.headersTimeout = IDLE_TIMEOUT_MS;
  server.requestTimeout = IDLE_TIMEOUT_MS;
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('listening', () => {
    const address = server.address();
    // Where the user named the port there is nothing to tell.
    if (port !== 0) return;
    if (typeof address !== 'object' || address === null) return;
    const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    tellOnce('port', `Metrics are served at http://${shown}:${address.port}/metrics.`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    listening = false;
    retryMs = nowMs() + RETRY_MS;
    const why = error.code ?? error.message;
    tellOnce('no port', `Metrics could not be served at ${host}:${port} (${why}); it is tried again.`);
  });

  return {
    tick(now) {
      if (listening || now < retryMs) return;
      listening = true;
      server.listen({ port, host, exclusive: true });
    },
    wantsTurns: () => listening,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export = { openPort };
