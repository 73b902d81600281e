// @expect kind=gc|cpu
// @thread worker
// @min-ms 75
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename, { resourceLimits: { maxOldGenerationSizeMb: 48 } });
  worker.on('error', (error) => setTimeout(() => console.log(error.code), 100));
  setTimeout(() => worker.postMessage('go'), 150);
} else {
  parentPort.on('message', () => {
    const kept = [];
    for (let i = 0; ; i++) { // <- blame
      kept.push({ id: i, name: `row ${i}`, tags: [i, i + 1, i + 2] }); // <- blame
    }
  });
}
