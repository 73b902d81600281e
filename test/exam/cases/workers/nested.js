// @expect kind=sync-call api=crypto.scryptSync
// @thread worker
// @min-ms 75
// @loops 1
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { scryptSync } = require('node:crypto');

if (isMainThread) {
  const outer = new Worker(__filename, { workerData: 'outer' });
  outer.on('message', (hex) => {
    console.log(hex.length);
    setTimeout(() => outer.terminate(), 100);
  });
} else if (workerData === 'outer') {
  const inner = new Worker(__filename, { workerData: 'inner' });
  inner.on('message', (hex) => parentPort.postMessage(hex));
  setTimeout(() => inner.postMessage('secret'), 200);
} else {
  parentPort.on('message', (secret) => {
    const key = scryptSync(secret, 'salt', 32, { N: 65536, maxmem: 1 << 28 }); // <- blame
    parentPort.postMessage(key.toString('hex'));
  });
}
