// @expect kind=cpu
// @min-ms 75
// @delayed messages=0
// A worker is started before the loop stands still: what Node's own code tells its parent is nobody's message.
const { Worker } = require('node:worker_threads');

setTimeout(() => {
  new Worker('console.log("up")', { eval: true });
  let sum = 0;
  for (let i = 0; i < 4e8; i += 1) sum += i % 7; // <- blame
  console.log(sum);
}, 100);
