// A crawler that leaves the other side in peace between two pages.
// @clean
import { once } from 'node:events';
import { createServer, get } from 'node:http';

const server = createServer((_, res) => setTimeout(() => res.end('page'), 30)).listen(0);
await once(server, 'listening');

function page(number) {
  return new Promise((resolve, reject) => {
    const req = get({ port: server.address().port, path: `/${number}` }, (res) => {
      res.resume();
      res.on('end', () => setTimeout(resolve, 25));
    });
    req.setTimeout(2000, () => req.destroy(new Error('slow')));
    req.on('error', reject);
  });
}

for (let number = 0; number < 20; number++) await page(number);
server.close();
