// Promise.all over an async function that never waits: all of it happens in one go.
// @finding fake-async severity=warning
// @finding cpu-bound severity=error
const http = require('node:http');

async function score(user) {
  let points = 0;
  for (let i = 0; i < 3_000_000; i++) points = (points + user * i) % 1_000_003; // <- fake-async
  return points;
}

const server = http.createServer(async (request, response) => {
  const scores = await Promise.all(Array.from({ length: 40 }, (_, user) => score(user)));
  response.end(String(scores.length));
});
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
