const { closeSync, readdirSync, readlinkSync } = require('node:fs');
const inspector = require('node:inspector');
const { setTimeout: later } = require('node:timers/promises');
const { Worker } = require('node:worker_threads');

/** A monitor is told of within this; bare there is none, and nothing is waited for any longer. */
const ATTACH_MS = 300;
/** What was thrown on the monitor's thread takes effect when its own loop turns, once a second. */
const TURN_MS = 1500;

/**
 * Runs code on the monitor's thread, as a fault of its own would; where there is no monitor nothing happens. Goes on when the code
 * has run.
 */
async function onMonitor(expression) {
  const session = new inspector.Session();
  session.connect();
  let isThere = false;
  const over = new Promise((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      if (!workerInfo.title.includes('loopcheck')) return;
      isThere = true;
      session.on('NodeWorker.receivedMessageFromWorker', resolve);
      const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  await later(ATTACH_MS);
  if (isThere) await over;
  session.disconnect();
  return isThere;
}

/** The same where the code is to run by itself, as a timer of the monitor's thread. */
async function laterOnMonitor(code) {
  if (await onMonitor(`setTimeout(() => { ${code} })`)) await later(TURN_MS);
}

/** Closes the files that the process has open for its trace. */
function closeTraces() {
  for (const fd of readdirSync('/proc/self/fd')) {
    let link = '';
    try {
      link = readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The folder's own.
    }
    if (link.endsWith('.ndjson')) closeSync(Number(fd));
  }
}

/** Starts and ends so many workers, a few at a time; each says one word. */
async function manyWorkers(count) {
  const AT_ONCE = 8;
  let words = 0;
  let left = count;
  const one = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker("require('node:worker_threads').parentPort.postMessage('done')", { eval: true });
      worker.on('message', () => (words += 1));
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await one();
    }),
  );
  console.log(`${words} workers have spoken`);
}

module.exports = {
  none: async () => {},
  'end-monitor': () => laterOnMonitor('process.exit()'),
  'throw-on-monitor': () => laterOnMonitor('throw new Error("a fault on the monitor")'),
  'fail-monitor': () =>
    onMonitor(`{
      const { wait } = Atomics;
      Atomics.wait = () => {
        Atomics.wait = wait;
        throw new Error('a fault on the monitor');
      };
    }`),
  'close-trace': async () => closeTraces(),
  'many-workers': () => manyWorkers(Number(process.env.CHAOS_WORKERS)),
};
