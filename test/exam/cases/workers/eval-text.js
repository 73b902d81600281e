// @expect kind=cpu
// @thread worker
// @at file=[worker%20eval] line=5|6|7|8
// @min-ms 75
const { Worker } = require('node:worker_threads');

const worker = new Worker(
  `const { parentPort } = require('node:worker_threads');

function collatz(limit) {
  let longest = 0;
  for (let start = 1; start < limit; start++) {
    let steps = 0;
    for (let n = start; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps++;
    if (steps > longest) longest = steps;
  }
  return longest;
}

parentPort.once('message', (limit) => parentPort.postMessage(collatz(limit)));
`,
  { eval: true },
);
worker.on('message', (steps) => console.log(steps));
setTimeout(() => worker.postMessage(400_000), 150);
