// @expect kind=cpu
// @min-ms 75
// @trigger http-request POST /orders
const http = require('node:http');
const { readFile } = require('node:fs/promises');

function price(items) {
  let total = 0; // <- blame
  for (let i = 0; i < items * 100_000; i++) total = (total + i * 17) % 7919; // <- blame
  return total; // <- blame
}

async function order(req, res) {
  let body = '';
  for await (const chunk of req) body += chunk;
  await readFile(__filename);
  res.end(String(price(Number(body))));
}

const server = http.createServer((req, res) => void order(req, res));
server.listen(0, () => {
  setTimeout(() => {
    const { port } = server.address();
    const req = http.request({ port, path: '/orders?x=1', method: 'POST', agent: false }, (res) => {
      res.resume().on('end', () => setTimeout(() => server.close(), 60));
    });
    req.end('900');
  }, 150);
});
