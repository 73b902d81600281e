// As its README starts it, at the threshold that all tools are given. It sends one event an hour unless told otherwise.
// The program waits until its watchdog thread has begun, and a second more: a gift, no part of its documentation.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

const WARM_UP_MS = 1000;
/** Then it has no watchdog, and the program begins all the same. */
const LIMIT_MS = 10_000;
const require = createRequire(join(process.env.PEER_HOME, 'index.js'));
const Sentry = require('@sentry/node');
const { eventLoopBlockIntegration } = require('@sentry/node-native');
const watchdog = new Promise((resolve) => process.once('worker', (worker) => worker.once('online', resolve)));

Sentry.init({
  dsn: process.env.PEER_DSN,
  integrations: [eventLoopBlockIntegration({ threshold: 50, maxEventsPerHour: 1000 })],
});
if (isMainThread) {
  await import('./linger.cjs');
  await Promise.race([watchdog, sleep(LIMIT_MS, undefined, { ref: false })]);
  await sleep(WARM_UP_MS);
  await import('./mark.cjs');
}
