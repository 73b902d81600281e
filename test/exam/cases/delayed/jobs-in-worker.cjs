// @expect kind=cpu
// @thread worker
// @min-ms 75
// @delayed messages=0 timers=0
// A backlog of jobs, each long work itself, is what a worker is for.
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  let done = 0;
  worker.on('message', () => {
    if (++done === 4) setTimeout(() => worker.terminate(), 150);
  });
  setTimeout(() => {
    for (let i = 0; i < 4; i++) worker.postMessage(12_000_000);
  }, 250);
} else {
  parentPort.on('message', (rounds) => {
    let sum = 0; // <- blame
    for (let i = 0; i < rounds; i++) sum = (sum + i * 61) % 6151; // <- blame
    parentPort.postMessage(sum);
  });
}
