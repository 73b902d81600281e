// `async` in front of it, and it blocks all the same.
// @finding fake-async
import { createServer } from 'node:http';

async function countPrimes(limit) {
  let count = 0;
  for (let n = 2; n < limit; n++) { // <- fake-async
    let prime = true;
    for (let d = 2; d * d <= n; d++) { // <- fake-async
      if (n % d === 0) { // <- fake-async
        prime = false;
        break;
      }
    }
    if (prime) count++;
  }
  return count;
}

const server = createServer(async (_, res) => {
  const count = await countPrimes(900_000); // <- fake-async
  res.end(String(count));
});
server.listen(0, async () => {
  await (await fetch(`http://localhost:${server.address().port}/primes`)).text();
  server.close();
});
