// @expect kind=sync-call api=Atomics.wait
// @min-ms 180
// @phase running
const { Worker, isMainThread, workerData } = require('worker_threads');

if (isMainThread) {
  const shared = new SharedArrayBuffer(8);
  const flags = new Int32Array(shared);
  const worker = new Worker(__filename, { workerData: shared });

  function callSync(value) {
    worker.postMessage(value);
    while (Atomics.load(flags, 0) === 0) { // <- blame
      Atomics.wait(flags, 0, 0, 5000); // <- blame
    }
    return flags[1];
  }

  worker.once('online', () => {
    setTimeout(() => {
      console.log(callSync(21));
      worker.terminate();
    }, 100);
  });
} else {
  const { parentPort } = require('worker_threads');
  const flags = new Int32Array(workerData);
  parentPort.once('message', (value) => {
    setTimeout(() => {
      flags[1] = value * 2;
      Atomics.store(flags, 0, 1);
      Atomics.notify(flags, 0);
    }, 250);
  });
}
