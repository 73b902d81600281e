// @expect kind=sync-call api=fs.readFileSync
// @thread worker
// @min-ms 75
// @ending uncaught code=0
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const fs = require('node:fs');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('error', (error) => setTimeout(() => console.log(error.message), 100));
  setTimeout(() => worker.postMessage(process.execPath), 150);
} else {
  parentPort.on('message', (file) => {
    let bytes = 0;
    for (let i = 0; i < 4; i++) bytes += fs.readFileSync(file).length; // <- blame
    throw new Error(`unknown format, ${bytes > 0}`);
  });
}
