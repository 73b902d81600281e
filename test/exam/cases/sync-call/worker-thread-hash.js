// @expect kind=sync-call api=crypto.pbkdf2Sync
// @thread worker
// @min-ms 75
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const { pbkdf2Sync } = require('node:crypto');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', (hex) => {
    console.log(hex);
    worker.postMessage('stop');
  });
  setTimeout(() => worker.postMessage('go'), 200);
} else {
  parentPort.on('message', (what) => {
    if (what === 'stop') return setTimeout(() => parentPort.close(), 100);
    const key = pbkdf2Sync('pw', 'salt', 300000, 32, 'sha512'); // <- blame
    parentPort.postMessage(key.toString('hex'));
  });
}
