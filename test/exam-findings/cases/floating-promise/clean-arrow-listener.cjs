// A listener hands the promise of an async function on to Node, which called it; the function takes its own errors.
// @clean deep
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

async function handle(req, res) {
  try {
    await sleep(20);
    res.end('ok');
  } catch (error) {
    res.writeHead(500).end(error.message);
  }
}

const server = http.createServer((req, res) => handle(req, res));
server.listen(0, async () => {
  for (let i = 0; i < 5; i++) await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
  server.close();
});
