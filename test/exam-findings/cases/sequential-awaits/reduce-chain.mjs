// One after the other by a chain of promises, which reads as if it were together.
// @finding sequential-awaits
import { createServer } from 'node:http';

const server = createServer((_, res) => setTimeout(() => res.end('1'), 30));
server.listen(0, async () => {
  const { port } = server.address();
  const price = async (sku) => {
    const answer = await fetch(`http://localhost:${port}/${sku}`, { signal: AbortSignal.timeout(5000) }); // <- sequential-awaits
    return Number(await answer.text());
  };
  const skus = Array.from({ length: 16 }, (_, i) => `sku-${i}`);
  const total = await skus.reduce(async (sum, sku) => (await sum) + (await price(sku)), Promise.resolve(0)); // <- sequential-awaits
  console.log(total);
  server.close();
});
