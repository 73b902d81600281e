// @expect kind=cpu
// @thread worker
// @min-ms 75
// @node >=24
// @trigger message
const { Worker }: typeof import('node:worker_threads') = require('node:worker_threads');
const { join }: typeof import('node:path') = require('node:path');

const worker = new Worker(join(__dirname, 'sieve.ts'));
worker.on('message', (count: number) => {
  console.log(count);
  setTimeout(() => void worker.terminate(), 100);
});
setTimeout(() => worker.postMessage(900_000), 200);
