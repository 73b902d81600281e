// @expect kind=cpu
// @thread worker
// @min-ms 100
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url));
  worker.on('exit', (code) => setTimeout(() => console.log('worker', code), 100));
  setTimeout(() => worker.postMessage(3_000_000), 150);
} else {
  parentPort.on('message', (limit) => {
    let sum = 0;
    for (let i = 0; i < limit * 40; i++) sum = (sum + i * 7) % 1000003; // <- blame
    process.exit(sum > 0 ? 3 : 4);
  });
}
