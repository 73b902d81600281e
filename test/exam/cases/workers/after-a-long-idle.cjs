// @expect kind=regex
// @thread worker
// @min-ms 75
// The worker waits for seconds before its only job comes.
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.once('message', (found) => {
    console.log(found);
    setTimeout(() => worker.terminate(), 150);
  });
  setTimeout(() => worker.postMessage(`${'a'.repeat(19)}!`), 4_700);
} else {
  parentPort.on('message', (text) => {
    parentPort.postMessage(/^(a|a?)+$/.test(text)); // <- blame
  });
}
