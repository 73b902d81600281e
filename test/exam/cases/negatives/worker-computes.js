// @expect none
// @thread main
const { Worker, isMainThread, parentPort } = require('worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', (n) => console.log('primes', n));
  let ticks = 0;
  const timer = setInterval(() => {
    if (++ticks === 50) clearInterval(timer);
  }, 20);
} else {
  let count = 0;
  outer: for (let n = 2; n < 1200000; n++) {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) continue outer;
    count++;
  }
  parentPort.postMessage(count);
}
