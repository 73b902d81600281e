// @expect kind=regex
// @min-ms 75
// @launch setup=build.mjs run=.generated/app.js
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isName } from './lib/names.js';

const server = createServer((req, res) => {
  const name = decodeURIComponent((req.url ?? '/').slice(1));
  res.end(String(isName(name)));
});
server.listen(0, async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await (await fetch(`http://127.0.0.1:${port}/${'a'.repeat(25)}!`)).text();
  setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, 100);
});
