// Nobody set a limit, and every peer answers at once: nothing to tell.
// @clean
import http from 'node:http';

const server = http.createServer((request, response) => setTimeout(() => response.end('ok'), 15));
await new Promise((resolve) => server.listen(0, resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
for (let round = 0; round < 20; round += 1) {
  await Promise.all(Array.from({ length: 5 }, async () => (await fetch(url)).text()));
}
server.closeAllConnections();
server.close();
