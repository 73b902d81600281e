// Asks again until the service is ready: the next time needs the last answer.
// @clean
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

let asked = 0;
const server = createServer((_, res) => setTimeout(() => res.writeHead(++asked < 13 ? 503 : 200).end(), 25));
server.listen(0, async () => {
  for (;;) {
    const answer = await fetch(`http://localhost:${server.address().port}/ready`, { signal: AbortSignal.timeout(1000) });
    await answer.text();
    if (answer.ok) break;
    await sleep(10);
  }
  console.log(asked);
  server.close();
});
