// A promise-heavy HTTP server and its twenty clients in one process, no turn of the loop long: a dozen seconds of CPU, so that
// a start weighs little.
const http = require('node:http');

const REQUESTS = Number(process.env.BENCH_SIZE ?? 90000);
const CLIENTS = 20;
/** Whoever measures by pieces is told after so many requests. */
const MARKED = 2000;

async function step(n) {
  await null;
  return n + 1;
}

async function handle(url) {
  let n = 0;
  for (let i = 0; i < 300; i++) n = await step(n);
  const parts = await Promise.all([1, 2, 3, 4].map(step));
  return JSON.stringify({ url, n, parts });
}

const server = http.createServer(async (req, res) => {
  res.end(await handle(req.url));
});

server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  const { port } = server.address();
  let left = REQUESTS;
  const get = () =>
    new Promise((resolve, reject) => {
      http.get({ port, agent, path: `/${left}` }, (res) => res.resume().on('end', resolve)).on('error', reject);
    });
  const client = async () => {
    while (left-- > 0) {
      if (left % MARKED === 0) globalThis.benchMark?.();
      await get();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  server.close();
});
