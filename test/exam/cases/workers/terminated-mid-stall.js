// @expect kind=cpu
// @thread worker
// @min-ms 300
// @ending natural code=0 ongoing
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('exit', (code) => setTimeout(() => console.log('worker', code), 100));
  setTimeout(() => worker.postMessage('search'), 150);
  setTimeout(() => worker.terminate(), 700);
} else {
  parentPort.on('message', () => {
    let x = 1;
    for (;;) { // <- blame
      x = (x * 48271) % 2147483647; // <- blame
      if (x === -1) break; // <- blame
    }
  });
}
