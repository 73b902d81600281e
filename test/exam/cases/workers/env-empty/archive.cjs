const { readFileSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');
const { gzipSync } = require('node:zlib');

const dump = readFileSync(process.execPath).subarray(0, 8_000_000);

parentPort.on('message', () => {
  const packed = gzipSync(dump); // <- blame
  parentPort.postMessage({ bytes: packed.length, names: Object.keys(process.env) });
});
