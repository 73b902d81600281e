// @finding floating-promise deep
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const log = [];

async function record(url) {
  await sleep(15);
  log.push(url);
}

async function answer(request, response) {
  record(request.url); // <- floating-promise
  await null;
  response.end('ok');
}

const server = http.createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});

server.listen(0, async () => {
  const { port } = server.address();
  for (let n = 0; n < 5; n++) {
    const response = await fetch(`http://localhost:${port}/${n}`);
    await response.text();
  }
  await sleep(100);
  server.close();
  server.closeAllConnections();
});
