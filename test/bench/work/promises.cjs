// Promises by the million, one after the other; prints the memory that was in use at most, in MB.
const PROMISES = Number(process.env.BENCH_SIZE ?? 100e6);
const STRETCH = 1e6;

async function step(n) {
  return n + 1;
}

async function main() {
  let most = 0;
  let n = 0;
  while (n < PROMISES) {
    for (const end = n + STRETCH; n < end; ) n = await step(n);
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, process.memoryUsage().rss);
  }
  process.stderr.write(`${Math.round(most / 1e6)}\n`);
}

main();
