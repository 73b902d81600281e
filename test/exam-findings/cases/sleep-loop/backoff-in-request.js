// Polite retries, impolitely waited for.
// @finding sleep-loop severity=error
const http = require('node:http');

const pause = (ms) => {
  const start = performance.now();
  for (;;) if (performance.now() - start > ms) return; // <- sleep-loop
};

let tries = 0;
const server = http.createServer((request, response) => {
  while (tries++ < 2) pause(120);
  response.end('finally');
});
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
