// @expect kind=sync-call api=zlib.deflateSync
// @thread worker
// @min-ms 75
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.postMessage('go');
  worker.once('message', () => worker.terminate());
} else {
  parentPort.on('message', () => {
    const packed = deflateSync(Buffer.alloc(48_000_000, 'every loop is a wheel that somebody has to turn'), { level: 9 }); // <- blame
    parentPort.postMessage(packed.length);
  });
}
