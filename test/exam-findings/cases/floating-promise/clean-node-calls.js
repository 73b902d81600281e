// @clean
const { EventEmitter } = require('node:events');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const jobs = new EventEmitter();
jobs.on('job', async (n) => {
  await sleep(5);
  console.log('job', n);
});

const server = http.createServer(async (_request, response) => {
  await sleep(5);
  response.end('ok');
});

server.listen(0, async () => {
  await fetch(`http://localhost:${server.address().port}/`).then((response) => response.text());
  jobs.emit('job', 1);
  setTimeout(async () => {
    await sleep(5);
    server.close();
    server.closeAllConnections();
  }, 10);
});
