// A basket that a generator fills, priced one by one.
// @finding sequential-awaits
import { createServer, get, Agent } from 'node:http';
import { lookups } from './basket.mjs';

const centsOf = (name) => [...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 400 + 50;

const startPriceService = () => new Promise((resolve) => {
  const server = createServer((req, res) => {
    const name = decodeURIComponent(req.url.split('/').at(-1));
    setTimeout(() => res.end(JSON.stringify({ name, cents: centsOf(name) })), 50);
  });
  server.listen(0, '127.0.0.1', () => resolve(server));
});

const priceClient = (port, agent) => (path) => new Promise((resolve, reject) => {
  get({ host: '127.0.0.1', port, path, agent }, (res) => {
    const parts = [];
    res.on('data', (part) => parts.push(part));
    res.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())));
    res.on('error', reject);
  }).on('error', reject);
});

const priceBasket = async (fetchPrice, store) => {
  const receipt = [];
  for (const { name, amount, path } of lookups(store)) {
    const { cents } = await fetchPrice(path); // <- sequential-awaits
    receipt.push({ name, amount, total: cents * amount });
  }
  return receipt;
};

const server = await startPriceService();
const agent = new Agent({ keepAlive: true });
try {
  const receipt = await priceBasket(priceClient(server.address().port, agent), 'north');
  const total = receipt.reduce((sum, line) => sum + line.total, 0);
  console.log(`${receipt.length} lines, ${(total / 100).toFixed(2)} in all`);
} finally {
  agent.destroy();
  server.close();
}
