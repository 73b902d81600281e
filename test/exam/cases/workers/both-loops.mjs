// @expect kind=sync-call api=crypto.pbkdf2Sync blame=main
// @min-ms 75
// @trigger message
// @expect kind=cpu blame=worker
// @thread worker
// @min-ms 75
import { pbkdf2Sync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url));
  worker.on('message', (total) => {
    const key = pbkdf2Sync(String(total), 'salt', 300_000, 32, 'sha512'); // <- blame main
    console.log(key.length);
    setTimeout(() => worker.terminate(), 100);
  });
  setTimeout(() => worker.postMessage('count'), 150);
} else {
  parentPort.on('message', () => {
    let total = 0;
    for (let i = 0; i < 150_000_000; i++) total = (total + i * 13) % 9973; // <- blame worker
    parentPort.postMessage(total);
  });
}
