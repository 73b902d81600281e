// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
// @delayed requests=3-4
// @trigger http-request GET /slow
import { scryptSync } from 'node:crypto';
import { createServer, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

// The clients live in a worker: they send while the server's loop stands still.
if (isMainThread) {
  const server = createServer((req, res) => {
    if (req.url === '/slow') scryptSync('pw', 'salt', 64, { N: 131072, maxmem: 1 << 28 }); // <- blame
    res.end('ok');
  });
  server.listen(0, () => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: server.address().port });
    worker.on('message', () => setTimeout(() => server.close(), 100));
  });
} else {
  const ask = (path) => new Promise((done) => get({ port: workerData, path, agent: false }, (res) => res.resume().on('end', done)));
  await ask('/warm');
  await new Promise((done) => setTimeout(done, 100));
  const slow = ask('/slow');
  await new Promise((done) => setTimeout(done, 80));
  await Promise.all([slow, ask('/a'), ask('/b'), ask('/c')]);
  parentPort.postMessage('done');
}
