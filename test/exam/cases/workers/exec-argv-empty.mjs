// @expect kind=regex
// @thread worker
// @min-ms 75
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [], argv: ['--check'] });
  worker.on('message', (valid) => {
    console.log(valid);
    setTimeout(() => worker.terminate(), 100);
  });
  setTimeout(() => worker.postMessage(`${'a'.repeat(25)}!`), 200);
} else {
  parentPort.on('message', (name) => {
    const valid = /^(\w+\s?)+$/.test(name); // <- blame
    parentPort.postMessage(valid);
  });
}
