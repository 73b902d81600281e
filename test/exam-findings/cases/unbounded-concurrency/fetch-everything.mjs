// One fetch for each of 600 ids, all of them now.
// @finding unbounded-concurrency severity=warning|error
import http from 'node:http';

const server = http.createServer((request, response) => setTimeout(() => response.end('{"price":1}'), 50));
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://127.0.0.1:${server.address().port}`;

async function price(id) {
  const response = await fetch(`${base}/price/${id}`); // <- unbounded-concurrency
  return (await response.json()).price;
}

const ids = Array.from({ length: 600 }, (_, i) => i);
const prices = await Promise.all(ids.map(price));
console.log(prices.length);
server.closeAllConnections();
server.close();
