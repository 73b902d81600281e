// @expect kind=cpu
// @thread worker
// @min-ms 75
// @delayed timers=1 requests=0
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', () => setTimeout(() => worker.terminate(), 100));
  setTimeout(() => worker.postMessage('go'), 150);
} else {
  parentPort.on('message', () => {
    const began = Date.now();
    setTimeout(() => parentPort.postMessage(Date.now() - began), 20);
    let total = 0; // <- blame
    for (let i = 0; i < 150_000_000; i++) total = (total + i * 89) % 5107; // <- blame
    if (total < 0) throw new Error('never');
  });
}
