// A worker thread may wait in Atomics.wait: it has nobody else to serve.
// @clean
const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const shared = new SharedArrayBuffer(4);
  const worker = new Worker(__filename, { workerData: shared });
  setTimeout(() => Atomics.notify(new Int32Array(shared), 0), 400);
  worker.on('message', (text) => console.log(text));
} else {
  Atomics.wait(new Int32Array(workerData), 0, 0, 5000);
  parentPort.postMessage('woken');
}
