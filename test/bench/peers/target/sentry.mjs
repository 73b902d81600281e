// As its README starts it, at the threshold that all tools are given. It sends one event an hour unless told otherwise.
// The second before the program begins is a gift: its watchdog thread takes some time to start.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

const WARM_UP_MS = 1000;
const require = createRequire(join(process.env.PEER_HOME, 'index.js'));
const Sentry = require('@sentry/node');
const { eventLoopBlockIntegration } = require('@sentry/node-native');

Sentry.init({
  dsn: process.env.PEER_DSN,
  integrations: [eventLoopBlockIntegration({ threshold: 50, maxEventsPerHour: 1000 })],
});
if (isMainThread) {
  await import('./linger.cjs');
  await sleep(WARM_UP_MS);
}
