// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
// @delayed requests=0
// When the loop has stood still nobody waits; a new visitor comes a few milliseconds after it goes on.
import { scryptSync } from 'node:crypto';
import { createServer, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const over = new Int32Array(new SharedArrayBuffer(4));
  const server = createServer((_request, response) => response.end('ok'));
  server.listen(0, () => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { port: server.address().port, over } });
    worker.on('online', () => setTimeout(check, 300));
    worker.on('exit', () => server.close());
  });
  const check = () => {
    scryptSync('pw', 'salt', 64, { N: 131072, maxmem: 1 << 28 }); // <- blame
    Atomics.store(over, 0, 1);
    Atomics.notify(over, 0);
  };
} else {
  const { port, over } = workerData;
  await new Promise((done) => get({ port, agent: false }, (res) => res.resume().on('end', done)));
  Atomics.wait(over, 0, 0);
  Atomics.wait(over, 0, 1, 3);
  await new Promise((done) => get({ port, agent: false }, (res) => res.resume().on('end', done)));
}
