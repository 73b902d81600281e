const { parentPort } = require('node:worker_threads');
const { gzipSync } = require('node:zlib');

const log = Buffer.alloc(5_000_000);
for (let i = 0, x = 1; i < log.length; i++) {
  x = (x * 16807) % 2147483647;
  log[i] = 97 + (x % 16);
}

parentPort.on('message', () => {
  const packed = gzipSync(log); // <- blame
  parentPort.postMessage({ bytes: packed.length, names: Object.keys(process.env) });
});
