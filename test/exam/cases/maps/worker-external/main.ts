// @expect kind=json api=JSON.parse
// @thread worker
// @min-ms 75
// @launch setup=build.mjs run=.generated/main.js
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const worker: Worker = new Worker(join(__dirname, 'importer.js'));
worker.on('message', (rows: number) => {
  console.log(rows);
  setTimeout(() => void worker.terminate(), 100);
});
setTimeout(() => worker.postMessage('go'), 800);
