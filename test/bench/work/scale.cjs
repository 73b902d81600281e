// What scale.mjs runs, by the environment: BENCH_THREADS workers, each with BENCH_TICK ms between two short jobs; the loops
// (the workers', or the main one's where there are none) stand still for 60 ms BENCH_STALLS times a second in all; with
// BENCH_SERVER an HTTP server. It says "ready <port>" when all is there, and ends when its stdin does.
const http = require('node:http');
const { isMainThread, parentPort, Worker, workerData } = require('node:worker_threads');

const STALL_MS = 60;
const still = new Int32Array(new SharedArrayBuffer(4));

function stallEvery(ms) {
  // Without using the CPU: what the run costs above bare is the probe's alone.
  setInterval(() => Atomics.wait(still, 0, 0, STALL_MS), ms);
}

function work() {
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += i % 7;
  return sum;
}

function begin({ stallsASecond, tickMs, delayMs }) {
  if (tickMs > 0) setInterval(work, tickMs);
  if (stallsASecond > 0) setTimeout(stallEvery, delayMs, 1000 / stallsASecond);
}

async function answer(_request, response) {
  const parts = await Promise.all([1, 2, 3].map(async (id) => ({ id, at: work() })));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(parts));
}

async function main() {
  const threads = Number(process.env.BENCH_THREADS ?? 0);
  const stalls = Number(process.env.BENCH_STALLS ?? 0);
  const tickMs = Number(process.env.BENCH_TICK ?? 0);
  const online = Array.from({ length: threads }, (_, i) => {
    // Spread over a period, so that they do not all stall at one moment.
    const stallsASecond = stalls / threads;
    const delayMs = stalls === 0 ? 0 : (1000 / stallsASecond) * (i / threads);
    const worker = new Worker(__filename, { workerData: { stallsASecond, tickMs, delayMs } });
    return new Promise((resolve) => worker.once('message', resolve));
  });
  await Promise.all(online);
  if (threads === 0) begin({ stallsASecond: stalls, tickMs, delayMs: 0 });
  let port = 0;
  if (process.env.BENCH_SERVER) {
    const server = http.createServer(answer);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = server.address().port;
  }
  process.stdin.on('end', () => process.exit(0)).resume();
  process.stdout.write(`ready ${port}\n`);
}

if (isMainThread) main();
else {
  begin(workerData);
  parentPort.postMessage('online');
  // Keeps the thread there, as in a pool.
  parentPort.on('message', () => {});
}
