// @expect kind=cpu
// @thread worker
// @min-ms 75
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename, {
    env: { STAGE: 'test' },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 2 },
  });
  worker.on('message', (count) => {
    console.log(count);
    setTimeout(() => worker.terminate(), 100);
  });
  setTimeout(() => worker.postMessage(9), 200);
} else {
  const place = (n, row, columns, down, up) => {
    if (row === n) return 1; // <- blame
    let found = 0; // <- blame
    for (let free = ~(columns | down | up) & ((1 << n) - 1); free !== 0; free &= free - 1) { // <- blame
      const bit = free & -free; // <- blame
      found += place(n, row + 1, columns | bit, (down | bit) << 1, (up | bit) >> 1); // <- blame
    }
    return found; // <- blame
  };
  parentPort.on('message', (n) => parentPort.postMessage(place(n + 5, 0, 0, 0, 0)));
}
