// As its README starts it, at the threshold that all tools are given. It sends one event an hour unless told otherwise.
// The program waits until its watchdog thread is at work: a gift, no part of its documentation.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

const POLL_MS = 20;
const SETTLE_MS = 200;
/** Then it has no watchdog, and the program begins all the same. */
const LIMIT_MS = 10_000;
const require = createRequire(join(process.env.PEER_HOME, 'index.js'));
const Sentry = require('@sentry/node');
const { eventLoopBlockIntegration } = require('@sentry/node-native');
const watchdog = new Promise((resolve) => process.once('worker', (worker) => whenTurning(worker, resolve)));

Sentry.init({
  dsn: process.env.PEER_DSN,
  integrations: [eventLoopBlockIntegration({ threshold: 50, maxEventsPerHour: 1000 })],
});
if (isMainThread) {
  await import('./linger.cjs');
  await Promise.race([watchdog, sleep(LIMIT_MS, undefined, { ref: false })]);
  await sleep(SETTLE_MS);
  await import('./mark.cjs');
}

/** Its loop has rested once: all its modules are loaded, and its first look is planned. */
function whenTurning(worker, then) {
  const poll = setInterval(() => {
    if (worker.performance.eventLoopUtilization().idle === 0) return;
    clearInterval(poll);
    then();
  }, POLL_MS);
}
