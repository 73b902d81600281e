// A pool of workers that is kept for a while, in case more work comes, and then closed.
// @clean
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const source = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (n) => parentPort.postMessage(n * 2));
`;
const pool = Array.from({ length: 2 }, () => new Worker(source, { eval: true }));
for (const [i, worker] of pool.entries()) {
  worker.postMessage(i);
  console.log(await once(worker, 'message'));
  worker.unref();
}
await new Promise((resolve) => setTimeout(resolve, 1300));
await Promise.all(pool.map((worker) => worker.terminate()));
