// @expect kind=cpu
// @thread worker
// @min-ms 75
// @loops 1
// @trigger message
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./thumbnails.mjs', import.meta.url), { name: 'thumbnails' });
let ticks = 0;
const timer = setInterval(() => {
  ticks += 1;
}, 10);
worker.on('message', (sum) => {
  console.log(sum > 0, ticks > 5);
  clearInterval(timer);
  setTimeout(() => worker.terminate(), 100);
});
setTimeout(() => worker.postMessage({ width: 1600, height: 1200 }), 150);
