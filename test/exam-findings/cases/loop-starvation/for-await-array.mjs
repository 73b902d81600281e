// for await over what is already there: each turn goes round the promises' queue, none round the loop.
// @finding loop-starvation severity=error
import http from 'node:http';

const prices = Array.from({ length: 900_000 }, (_, i) => i % 100);

async function sum() {
  let total = 0;
  for await (const price of prices) total += price; // <- loop-starvation
  return total;
}

const server = http.createServer(async (request, response) => response.end(String(await sum())));
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
