// Two threads compute, the main loop only counts.
// @clean
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (n) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.sqrt(i);
    parentPort.postMessage(sum);
  });`;
const beat = setInterval(() => {}, 20);
const sums = await Promise.all(
  [1, 2].map(
    () =>
      new Promise((resolve) => {
        const worker = new Worker(code, { eval: true });
        worker.once('message', (sum) => worker.terminate().then(() => resolve(sum)));
        worker.postMessage(6e7);
      }),
  ),
);
clearInterval(beat);
console.log(sums.length);
