const { parentPort }: typeof import('node:worker_threads') = require('node:worker_threads');

type Flags = readonly boolean[];

function primes(limit: number): number {
  let count: number = 0; // <- blame
  for (let n = 2; n < limit; n++) { // <- blame
    let isPrime: boolean = true; // <- blame
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break; } // <- blame
    if (isPrime) count++; // <- blame
  }
  return count;
}

parentPort?.on('message', (limit: number) => parentPort?.postMessage(primes(limit)));
