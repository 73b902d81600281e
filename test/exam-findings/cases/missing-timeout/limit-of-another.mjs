// @finding missing-timeout
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/stock') response.end('[]');
  else setTimeout(() => response.end('{}'), 3000);
});
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://127.0.0.1:${server.address().port}`;

async function article() {
  const stock = await fetch(`${base}/stock`, { signal: AbortSignal.timeout(1000) }).then((answer) => answer.json());
  const price = await fetch(`${base}/price`); // <- missing-timeout
  return [stock, await price.json()];
}

console.log(await article());
server.close();
