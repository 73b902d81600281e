// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @trigger http-request POST /login
import { pbkdf2Sync } from 'node:crypto';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

// The work begins when the body has arrived whole, in a callback of its stream.
if (isMainThread) {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (piece) => {
      body += piece;
    });
    req.on('end', () => {
      res.end(pbkdf2Sync(body, 'salt', 700_000, 64, 'sha512').toString('hex')); // <- blame
    });
  });
  server.listen(0, () => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: server.address().port });
    worker.on('exit', () => server.close());
  });
} else {
  await new Promise((done) => setTimeout(done, 200));
  await new Promise((done) => {
    const asked = request({ port: workerData, path: '/login', method: 'POST', agent: false }, (res) => res.resume().on('end', done));
    asked.write('user=ada&');
    setTimeout(() => asked.end('password=lovelace'), 60);
  });
}
