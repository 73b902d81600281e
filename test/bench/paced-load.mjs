import http from 'node:http';

/** Requests are sent in small batches this far apart. */
const EVERY_MS = 10;

/**
 * Asks `http://127.0.0.1:<port>/` `perSecond` times a second, over connections that are kept. Returns a function that stops and
 * gives `{ sent, answered, failed }`.
 */
export function load(port, perSecond) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const told = { sent: 0, answered: 0, failed: 0 };
  const startedMs = performance.now();
  const ask = () => {
    told.sent += 1;
    const request = http.get({ port, host: '127.0.0.1', agent }, (response) => {
      response.resume();
      response.on('end', () => (told.answered += 1));
    });
    request.on('error', () => (told.failed += 1));
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) * perSecond) / 1000);
    while (told.sent < due) ask();
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    agent.destroy();
    return told;
  };
}
