// @expect kind=sync-call api=zlib.gzipSync
// @thread worker
// @min-ms 75
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

const worker = new Worker(join(__dirname, 'archive.cjs'), { env: {} });
worker.on('message', ({ bytes, names }) => {
  console.log(bytes > 0, names.length);
  setTimeout(() => worker.terminate(), 100);
});
setTimeout(() => worker.postMessage('logs'), 200);
