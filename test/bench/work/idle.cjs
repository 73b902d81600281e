// A server that nobody calls.
const seconds = Number(process.env.BENCH_SIZE ?? 20);
const server = require('node:http').createServer((_, res) => res.end());
server.listen(0, () => setTimeout(() => server.close(), seconds * 1000));
