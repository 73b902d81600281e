import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const preload = new URL('../target/sentry.mjs', import.meta.url).href;

export const sentry = {
  name: 'Sentry',
  about: 'eventLoopBlockIntegration, threshold 50 ms, its events received on this machine',
  packages: { '@sentry/node': '10.75.3', '@sentry/node-native': '10.75.3' },
  loads: "require('@sentry/node-native')",
  claims: { stalls: true, lines: true, kinds: [], startup: true, workers: true, short: true },
  beginsLater: true,
  /** Stands where Sentry's service would: `{ env, events, close }`. */
  open: async () => {
    const events = [];
    const server = createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
        events.push(...blockedEvents(String(text)).map((event) => ({ event, atMs: Date.now() })));
        response.end('{}');
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { PEER_DSN: `http://public@127.0.0.1:${server.address().port}/1` };
    return { env, events, close: () => server.close() };
  },
  start: ({ node, nodeArgs, script, home }) => ({
    command: [node, '--import', preload, ...nodeArgs, script],
    env: { PEER_HOME: home },
  }),
  findings: ({ session }) => session.events.map(({ event }) => findingOf(event)),
  resultAt: ({ session }) => session.events[0]?.atMs ?? null,
};

/** The items of an envelope are lines of JSON, a header before each. */
function blockedEvents(envelope) {
  return envelope.split('\n').flatMap((line) => {
    const item = line.startsWith('{') ? JSON.parse(line) : {};
    return item.exception?.values?.[0]?.type === 'EventLoopBlocked' ? [item] : [];
  });
}

function findingOf(event) {
  const [blocked] = event.exception.values;
  // Outermost first; what it shows as the culprit is the innermost frame of the app.
  const frame = (blocked.stacktrace?.frames ?? []).findLast((each) => each.in_app && each.filename);
  const file = frame?.filename.startsWith('file:') ? fileURLToPath(frame.filename) : frame?.filename;
  return {
    startMs: null,
    // It tells that the threshold was passed, and never by how much.
    durationMs: null,
    file: file ?? null,
    line: frame?.lineno ?? null,
    kinds: [],
    accuses: true,
    said: `${blocked.value}, thread ${blocked.thread_id}`,
  };
}
